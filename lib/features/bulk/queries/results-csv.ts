import type { Staff } from '@/lib/platform/auth/actors'
import { type Cell, csvStream } from '@/lib/platform/csv'
import { instantIn } from '@/lib/platform/i18n/formats'
import { translatorFor } from '@/lib/platform/i18n/translate'
import { type ItemRow, listItems } from './items'
import { findRun } from './runs'

const part = 500

/** What became of each application of a run, as CSV in the reader's language; null when there is no such run. */
export async function resultsCsv(
  staff: Staff<'applications.read'>,
  runId: string,
): Promise<ReadableStream<Uint8Array> | null> {
  if (!(await findRun(staff, runId))) return null
  const t = translatorFor(staff.locale, 'bulk')
  const header = ['number', 'applicant', 'verdict', 'outcome', 'reason', 'at'].map((name) => t(`csv.${name}`))
  return csvStream(header, parts(staff, runId))
}

async function* parts(staff: Staff<'applications.read'>, runId: string): AsyncGenerator<Cell[][]> {
  const line = lineIn(staff.locale)
  let after: string | null = null
  for (;;) {
    const rows: ItemRow[] = await listItems(staff, runId, {}, after, part)
    if (rows.length > 0) yield rows.map(line)
    if (rows.length < part) return
    after = rows.at(-1)?.id ?? null
  }
}

function lineIn(locale: Staff['locale']): (row: ItemRow) => Cell[] {
  const t = translatorFor(locale, 'bulk')
  const refusal = translatorFor(locale, 'refusals')
  return (row) => {
    const [code, params] = row.reason
      ? [row.reason, row.reasonParams]
      : [row.verdictReason, row.verdictParams]
    return [
      row.number,
      row.fullName,
      row.verdict ? t(`verdict.${row.verdict}`) : null,
      t(`item.${row.state}`),
      code ? refusal(code, params ?? undefined) : null,
      row.settledAt ? instantIn(locale, row.settledAt) : null,
    ]
  }
}
