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
    ending = world.stop().then(() => noticed).then(() => process.exit(0))
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

function welcome({ url, prepared }, dataDir) {
  say(`\nPravesh is ready: ${url}\n`)
  for (const { name, url: address, about } of prepared.addresses ?? []) say(`  ${address}  ${name}${about ? ` (${about})` : ''}`)
  say('\nPeople you can sign in as:\n')
  const width = Math.max(0, ...prepared.people.map(({ email }) => email.length))
  for (const { email, password, name, about } of prepared.people) say(`  ${email.padEnd(width)}  ${password}  ${name}${about ? `: ${about}` : ''}`)
  say('\nThree things to try:\n')
  const things = prepared.try ?? [
    `Register as a new applicant at ${url}/register and follow the journey to its recommended courses. The e-mail code is on the page.`,
    `Sign in as a member of staff and open ${url}/staff: every step an applicant takes arrives in the timeline.`,
    `Break something at ${url}/staff/sandbox (a busy test provider, a late bank) and see what the applicant is told.`,
  ]
  things.forEach((thing, index) => say(`  ${index + 1}. ${thing}`))
  say(`\nLogs are in ${join(dataDir, 'logs')}. Ctrl-C stops everything; the data stays.`)
}
