import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startWorld } from '../../lib/platform/scripts/world.mjs'

/** A part of a world: killed, it comes back by itself under another process number. */
export type Part = { readonly pid: number | null; kill: (signal?: NodeJS.Signals) => void }

export type World = {
  url: string
  databaseUrl: string
  logs: string
  web: Part
  worker: Part
  postgres: Part
  /** Resolves once the portal serves people again; rejects when it does not for `milliseconds`. */
  ready: (milliseconds?: number) => Promise<void>
  stop: () => Promise<void>
}

/**
 * Starts a portal of one's own in a folder that is thrown away: for checks that choose its settings or kill its parts.
 * Its logs stay in test-results/logs-of-`name` for whoever looks into a failure.
 */
export async function aWorldOfItsOwn(
  name: string,
  options: { fsync: boolean; env?: Record<string, string> },
): Promise<World> {
  const scratch = mkdtempSync(join(tmpdir(), 'pravesh-test-'))
  const dataDir = join(scratch, 'world')
  const logs = join(dataDir, 'logs')
  const remove = () => rmSync(scratch, { recursive: true, force: true })
  const keepLogs = () =>
    cpSync(logs, join('test-results', `logs-of-${name}`), { recursive: true, force: true })
  const world = await startWorld({ ...options, dataDir, env: { ...options.env, NODE_OPTIONS: '' } }).catch(
    (error) => {
      remove()
      throw error
    },
  )
  const { url, databaseUrl, web, worker, postgres } = world
  if (!databaseUrl || !web || !worker || !postgres) throw new Error('the world is not complete')
  return {
    url,
    databaseUrl,
    logs,
    web,
    worker,
    postgres,
    ready: world.ready,
    stop: () => world.stop().finally(keepLogs).finally(remove),
  }
}
