import './node-version.mjs'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { portFromEnvironment, root, runCommand, Sentence } from './command.mjs'

await runCommand(async () => {
  if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'))
  if (!process.env.DATABASE_URL) {
    throw new Sentence(
      'npm start serves a real deployment and needs DATABASE_URL (see .env.example). For a look around, use: npm run demo',
    )
  }
  const distDir = process.env.NEXT_DIST_DIR || '.next'
  if (!existsSync(join(root, distDir, 'BUILD_ID')))
    throw new Sentence('There is no production build yet. Run: npm run build')

  process.env.NODE_ENV = 'production'
  process.env.NEXT_TELEMETRY_DISABLED = '1'
  // In this very process, so that a supervisor's signals reach the server itself.
  process.argv.splice(
    2,
    Infinity,
    'start',
    '-p',
    String(portFromEnvironment(3000)),
    '-H',
    process.env.HOST || '0.0.0.0',
  )
  createRequire(import.meta.url)(join(root, 'node_modules/next/dist/bin/next'))
})
