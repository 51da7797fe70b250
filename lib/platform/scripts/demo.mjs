import './node-version.mjs'
import { runCommand, say, Sentence } from './command.mjs'
import { serveWorld } from './serve-world.mjs'

const usage = `npm run demo            the demo world: its data stays between starts
npm run demo -- --reset  begin again with fresh demo data

PORT (3000), DATA_DIR (.data), HOST (127.0.0.1), DATABASE_URL (an own PostgreSQL 15 or newer) may be set.`

await runCommand(async (args) => {
  if (args.includes('--help')) return say(usage)
  const unknown = args.filter((word) => word !== '--reset')
  if (unknown.length > 0) throw new Sentence(`"${unknown[0]}" is not understood.\n\n${usage}`)
  await serveWorld({ mode: 'production', reset: args.includes('--reset') })
})
