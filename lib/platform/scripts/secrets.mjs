import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The keys of a demo or test world, made once and kept in `dataDir`/secrets.json, readable by its owner alone.
 * Keys given in the environment win and are not stored.
 * @returns {{ AUTH_SECRET: string, ENCRYPTION_KEY: string, NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: string }} 32 random bytes each, base64
 */
export function worldSecrets(dataDir) {
  const file = join(dataDir, 'secrets.json')
  const kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const names = ['AUTH_SECRET', 'ENCRYPTION_KEY', 'NEXT_SERVER_ACTIONS_ENCRYPTION_KEY']
  const secrets = Object.fromEntries(
    names.map((name) => [name, kept[name] ?? randomBytes(32).toString('base64')]),
  )
  mkdirSync(dataDir, { recursive: true, mode: 0o711 })
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 })
  return Object.fromEntries(names.map((name) => [name, process.env[name] || secrets[name]]))
}
