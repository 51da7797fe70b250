import './node-version.mjs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { dataDirFromEnvironment, portFromEnvironment, say } from './command.mjs'
import { installPackages } from './install.mjs'

/** Runs the demo world until a signal ends it, in production or development mode. */
export async function serveWorld({ mode, reset }) {
  const port = portFromEnvironment(3000)
  await installPackages()
  // Needs the installed packages, so not before now.
  const { createWorld } = await import('./world.mjs')
  const dataDir = dataDirFromEnvironment()
  const databaseUrl = process.env.DATABASE_URL || undefined
  const world = createWorld({ mode, reset, dataDir, port, databaseUrl, host: process.env.HOST || undefined })

  const starting = world.start()
  let ending = null
  const end = () => {
    if (ending) return
    say('\nStopping…')
    // A step of the start that was under way gets a moment to notice.
    const noticed = Promise.race([starting.catch(() => {}), sleep(10_000)])
    ending = world
      .stop()
      .then(() => noticed)
      .then(() => process.exit(0))
  }
  process.on('SIGINT', end).on('SIGTERM', end).on('SIGHUP', end)

  try {
    await starting
  } catch (error) {
    if (ending) return ending
    throw error
  }
  if (!ending) welcome(world, dataDir)
}

/** `prepared` is what lib/processes/prepare.ts prints. */
function welcome({ url, prepared }, dataDir) {
  const { people, partners = [], try: things = [] } = prepared
  say(`\nPravesh is ready: ${url}\n`)
  for (const { name, address } of partners) say(`  ${address}  ${name}`)

  const width = Math.max(0, ...people.map(({ email }) => email.length))
  const signInAt = (person) => `${new URL(person.address).origin}/sign-in`
  for (const door of new Set(people.map(signInAt))) {
    say(`\nSign in at ${door} as:\n`)
    for (const person of people.filter((each) => signInAt(each) === door))
      say(`  ${person.email.padEnd(width)}  ${person.password}  ${person.role}: ${person.note}`)
  }
  if (things.length > 0) say('\nThings to try:\n')
  things.forEach((thing, index) => say(`  ${index + 1}. ${thing}`))
  say(`\nLogs are in ${join(dataDir, 'logs')}. Ctrl-C stops everything; the data stays.`)
}
