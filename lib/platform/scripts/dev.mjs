import './node-version.mjs'
import { runCommand } from './command.mjs'
import { serveWorld } from './serve-world.mjs'

await runCommand((args) => serveWorld({ mode: 'development', reset: args.includes('--reset') }))
