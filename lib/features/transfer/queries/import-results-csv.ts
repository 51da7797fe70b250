import type { Staff } from '@/lib/platform/auth/actors'
import { type Cell, csvStream } from '@/lib/platform/csv'
import { translatorFor } from '@/lib/platform/i18n/translate'
import { type ImportedRow, findImport, listImportRows } from './imports'

const part = 500

/** The rows of an import as they stood in the file, with outcome and problems behind them; null when there is no such import. */
export async function importResultsCsv(
  staff: Staff<'applications.import'>,
  importId: string,
): Promise<ReadableStream<Uint8Array> | null> {
  const run = await findImport(staff, importId)
  if (!run) return null
  const t = translatorFor(staff.locale, 'transfer')
  const own = ['line', 'outcome', 'application', 'problems'].map((name) => t(`import.csv.${name}`))
  return csvStream([...run.header, ...own], parts(staff, importId))
}

async function* parts(staff: Staff<'applications.import'>, importId: string): AsyncGenerator<Cell[][]> {
  const t = translatorFor(staff.locale, 'transfer')
  const problem = ({ code, value }: ImportedRow['problems'][number]) =>
    t(`import.problems.${code}`, { value: value ?? '', line: '' })
  let after = 0
  for (;;) {
    const rows = await listImportRows(staff, importId, { after, size: part })
    if (rows.length > 0)
      yield rows.map((row) => [
        ...row.cells,
        row.line,
        t(`import.row.${row.state}`),
        row.number,
        row.problems.map(problem).join(' '),
      ])
    if (rows.length < part) return
    after = rows.at(-1)?.line ?? after
  }
}
