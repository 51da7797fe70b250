import { createHash } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises'
import { and, eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { database } from '@/db/client'
import { exportRuns } from '@/db/schema/transfer'
import type { ExportState } from '@/lib/domain/transfer/transfer'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { currentTime } from '@/lib/platform/clock'
import { type Ctx, transaction } from '@/lib/platform/context'
import { type Cell, csvStream } from '@/lib/platform/csv'
import { recordEvent } from '@/lib/platform/events'
import { log } from '@/lib/platform/log'
import { takeTry } from '@/lib/platform/rate-limit'
import { readBeside, readNames, walkCards } from '../queries/export-rows'
import { exportWords } from '../queries/export-words'
import { type ExportColumn } from '../schema'

export type Export = { id: string; body: ReadableStream<Uint8Array> }

/** While it runs an export says so this often. */
const noteEveryMs = 10_000
const mostRestMs = 250

type Progress = { rows: number; bytes: number; notedMs: number }

/**
 * Begins an export of the applications that a filter shows (`query`, as behind the `?` of the list), and gives its bytes as
 * they are made: a reader that is slow or gone away holds nothing in memory. Who took what, how much and its fingerprint is
 * kept, also when it breaks off. Refuses `export_no_columns`, `too_many_tries`.
 */
export async function exportApplications(
  ctx: Ctx<Staff<'applications.export'>>,
  { query, columns }: { query: string; columns: ExportColumn[] },
): Promise<Result<Export>> {
  const { partnerId, accountId, locale } = ctx.actor
  if (columns.length === 0) return refuse('export_no_columns', { waitsFor: 'staff' })
  if (!(await takeTry(partnerId, `export:${accountId}`, { tries: 20, seconds: 600 })))
    return refuse('too_many_tries', { waitsFor: 'staff' })
  const id = uuidv7()
  await transaction(async (tx) => {
    await tx.insert(exportRuns).values({
      ...{ partnerId, id, createdBy: accountId, query, columns, locale },
      ...{ startedAt: ctx.now, seenAt: ctx.now, createdAt: ctx.now },
    })
    await recordEvent(tx, ctx, 'export.begun', { detail: { exportId: id, columns: columns.length } })
    return ok()
  })
  const words = exportWords(columns, locale, await readNames(partnerId, locale))
  const progress: Progress = { rows: 0, bytes: 0, notedMs: performance.now() }
  const lines = async function* (): AsyncGenerator<Cell[][]> {
    let before = performance.eventLoopUtilization()
    for await (const cards of walkCards(ctx.actor, query, ctx.now)) {
      const beside = await readBeside(partnerId, cards, columns)
      const part = cards.map((card) => words.line(card, beside))
      progress.rows += part.length
      yield part
      await giveWay(performance.eventLoopUtilization(before).active)
      before = performance.eventLoopUtilization()
    }
  }
  return ok({ id, body: counted(ctx, id, csvStream(words.header, lines()), progress) })
}

/**
 * Rests longer than this process has worked since the last part, for whomever: the more pages are asked for meanwhile, the
 * slower an export goes on.
 */
async function giveWay(workedMs: number): Promise<void> {
  if (workedMs < 1) await turn()
  else await sleep(Math.min(mostRestMs, workedMs * 1.5))
}

/** Passes the bytes on, counts and fingerprints them, and writes down how it ended: whole, or broken off. */
function counted(
  ctx: Ctx<Staff>,
  id: string,
  source: ReadableStream<Uint8Array>,
  progress: Progress,
): ReadableStream<Uint8Array> {
  const reader = source.getReader()
  const hash = createHash('sha256')
  return new ReadableStream<Uint8Array>(
    {
      async pull(stream) {
        try {
          const { done, value } = await reader.read()
          if (done) {
            await end(ctx, id, progress, 'done', hash.digest('hex'))
            return stream.close()
          }
          hash.update(value)
          progress.bytes += value.byteLength
          await note(ctx, id, progress)
          stream.enqueue(value)
        } catch (error) {
          log.error({ err: error, export: id }, 'export broke off')
          await end(ctx, id, progress, 'aborted', null)
          stream.error(error)
        }
      },
      async cancel() {
        await reader.cancel()
        await end(ctx, id, progress, 'aborted', null)
      },
    },
    { highWaterMark: 0 },
  )
}

async function note({ actor }: Ctx<Staff>, id: string, progress: Progress): Promise<void> {
  if (performance.now() - progress.notedMs < noteEveryMs) return
  progress.notedMs = performance.now()
  await database()
    .update(exportRuns)
    .set({ rows: progress.rows, bytes: progress.bytes, seenAt: await currentTime() })
    .where(running(actor.partnerId, id))
}

async function end(
  ctx: Ctx<Staff>,
  id: string,
  { rows, bytes }: Progress,
  state: Exclude<ExportState, 'running'>,
  sha256: string | null,
): Promise<void> {
  const now = await currentTime()
  await transaction(async (tx) => {
    const [ended] = await tx
      .update(exportRuns)
      .set({ state, rows, bytes, sha256, seenAt: now, endedAt: now })
      .where(running(ctx.actor.partnerId, id))
      .returning({ id: exportRuns.id })
    if (ended)
      await recordEvent(tx, { ...ctx, now }, 'export.ended', { detail: { exportId: id, rows, bytes, state } })
    return ok()
  })
}

const running = (partnerId: string, id: string) =>
  and(eq(exportRuns.partnerId, partnerId), eq(exportRuns.id, id), eq(exportRuns.state, 'running'))
