import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify'

/** What a cell of an export may hold; null and undefined are empty cells. */
export type CsvCell = string | number | boolean | Date | null | undefined

/** One column: its heading and what stands in it. */
export type CsvColumn<Row> = { header: string; cell: (row: Row) => CsvCell }

/**
 * Rows as a CSV file, made while it is read: memory holds one batch of rows, however long the file. Begins with a byte-order
 * mark, so that a spreadsheet reads Hindi; ends lines with CRLF. Text that a spreadsheet would run as a formula is inert.
 */
export function csvStream<Row>(
  columns: readonly CsvColumn<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
): ReadableStream<Uint8Array> {
  const lines = stringify({
    bom: true,
    record_delimiter: 'windows',
    header: true,
    columns: columns.map(({ header }, place) => ({ key: String(place), header: inert(header) })),
  })
  const records = Readable.from(recordsOf(columns, rows))
  records.on('error', (error) => lines.destroy(error))
  records.pipe(lines)
  // A reader that goes away ends the walk through the rows.
  lines.on('close', () => records.destroy())
  return Readable.toWeb(lines) as ReadableStream<Uint8Array>
}

/** The answer that a browser saves as a file; `name` without the ending, plain letters. */
export const csvResponse = (name: string, body: ReadableStream<Uint8Array>): Response =>
  new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.csv"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  })

async function* recordsOf<Row>(
  columns: readonly CsvColumn<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
): AsyncGenerator<string[]> {
  for await (const row of rows) yield columns.map(({ cell }) => textOf(cell(row)))
}

function textOf(cell: CsvCell): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return cell.toISOString()
  return typeof cell === 'string' ? inert(cell) : String(cell)
}

/**
 * Spreadsheets run a cell that begins with one of these, white space before it or not; an apostrophe makes it text. A
 * mobile number with its + becomes text too, which keeps its digits.
 */
const inert = (text: string): string => (/^\s*[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text)

/** Paise as rupees with two decimals and no grouping: `100000` becomes `1000.00`, which spreadsheets read as a number. */
export function csvRupees(paise: number): string {
  const sign = paise < 0 ? '-' : ''
  const whole = Math.abs(paise)
  return `${sign}${Math.floor(whole / 100)}.${String(whole % 100).padStart(2, '0')}`
}
