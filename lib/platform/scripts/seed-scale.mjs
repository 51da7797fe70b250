import './node-version.mjs'
import { resolve } from 'node:path'
import { root, runCommand, say, Sentence } from './command.mjs'
import { installPackages } from './install.mjs'

const usage = 'npm run seed:scale -- 1000000'

/** A partner with that many applications, in its own folder (`.data-scale-<count>`, or DATA_DIR) or in DATABASE_URL. */
await runCommand(async ([text = '']) => {
  const count = Number(text.replaceAll(/[_,]/g, ''))
  if (!(Number.isInteger(count) && count >= 1 && count <= 5_000_000))
    throw new Sentence(`Between 1 and 5,000,000 applications, please: ${usage}`)
  await installPackages()
  const { seedScale } = await import('./scale-world.mjs')
  const { startPostgres } = await import('./postgres.mjs')
  const dataDir = resolve(root, process.env.DATA_DIR || `.data-scale-${count}`)
  const given = process.env.DATABASE_URL
  const server = given ? null : await startPostgres({ dataDir, fsync: false, say })
  try {
    const { added, seconds } = await seedScale({ databaseUrl: given ?? server.url, dataDir, count })
    say(
      `${added.toLocaleString('en-IN')} applications were added in ${Math.round(seconds)} s; they lie in ${given ? 'DATABASE_URL' : dataDir}.`,
    )
  } finally {
    await server?.stop()
  }
})
