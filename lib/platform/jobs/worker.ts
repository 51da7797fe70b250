import PgBoss from 'pg-boss'
import type postgres from 'postgres'
import { log } from '../log'
import { jobsChannel } from './enqueue'
import type { Job } from './job'

/** A job with the command that does it; built by `runs`. */
export type JobRun = { job: Job<unknown>; run: (payload: unknown) => Promise<void> }

/** Ties a job's definition to its handler; the payload is parsed before the handler sees it. */
export const runs = <Payload>(job: Job<Payload>, run: (payload: Payload) => Promise<void>): JobRun => ({
  job: job as Job<unknown>,
  run: async (payload) => run(job.payload.parse(payload)),
})

/** Something that happens every few seconds; safe to run in several workers at once. */
export type Sweep = { name: string; everySeconds: number; run: () => Promise<unknown> }

/** Creates pg-boss's schema and one queue per job; safe to repeat. */
export async function installQueues(databaseUrl: string, jobs: readonly JobRun[]): Promise<void> {
  const boss = new PgBoss({ connectionString: databaseUrl, max: 1, supervise: false, schedule: false })
  boss.on('error', (error) => log.error({ err: error }, 'job queue'))
  await boss.start()
  for (const { job } of jobs) await boss.createQueue(job.name)
  await boss.stop({ graceful: false })
}

/**
 * Runs every job and sweep until `stop` is called. A dead worker's job reruns after its `rerunAfterSeconds`;
 * a commit that enqueues wakes the queue at once through LISTEN.
 */
export async function startWorker(
  databaseUrl: string,
  listen: postgres.Sql,
  jobs: readonly JobRun[],
  sweeps: readonly Sweep[],
): Promise<{ stop: () => Promise<void> }> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    max: 4,
    maintenanceIntervalSeconds: 2,
    schedule: false,
  })
  boss.on('error', (error) => log.error({ err: error }, 'job queue'))
  await boss.start()
  const workerIds = new Map<string, string>()
  for (const { job, run } of jobs) {
    await boss.createQueue(job.name)
    const id = await boss.work(job.name, { pollingIntervalSeconds: 2, batchSize: 1 }, async ([next]) => {
      if (next) await run(next.data)
    })
    workerIds.set(job.name, id)
  }
  await listen.listen(jobsChannel, (name) => {
    const id = workerIds.get(name)
    if (id) boss.notifyWorker(id)
  })
  const stopSweeps = sweeps.map(repeat)
  return {
    stop: async () => {
      await Promise.all(stopSweeps.map((stop) => stop()))
      await boss.stop({ graceful: true, timeout: 8_000 })
    },
  }
}

/** Runs a sweep again `everySeconds` after it ended; a failing sweep is logged and tried again. */
function repeat(sweep: Sweep): () => Promise<void> {
  let stopped = false
  let wake = () => {}
  const loop = async () => {
    while (!stopped) {
      await sweep
        .run()
        .catch((error: unknown) => log.error({ err: error, sweep: sweep.name }, 'sweep failed'))
      if (stopped) return
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, sweep.everySeconds * 1000)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }
  const ended = loop()
  return async () => {
    stopped = true
    wake()
    await ended
  }
}
