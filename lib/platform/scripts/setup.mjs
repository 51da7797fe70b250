import './node-version.mjs'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root, runCommand, Sentence } from './command.mjs'
import { installPackages } from './install.mjs'
import { runNode } from './processes.mjs'

await runCommand(async (args) => {
  if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'))
  if (!process.env.DATABASE_URL) {
    throw new Sentence(
      'npm run setup prepares a real deployment and needs DATABASE_URL, the address of a PostgreSQL 15 or newer (see .env.example). For a look around, use: npm run demo',
    )
  }
  await installPackages()
  const { ensureBuild } = await import('./build.mjs')
  const { bundleDir } = await ensureBuild()
  return runNode([join(root, bundleDir, 'setup.mjs'), ...args])
})
