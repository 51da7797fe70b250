import { stringify } from 'csv-stringify/sync'

/** What a cell may hold; null is an empty cell. */
export type Cell = string | number | boolean | null

/** Three bytes by which spreadsheets know that a file is UTF-8. */
export const byteOrderMark = '\uFEFF'

// What spreadsheets take for the beginning of a formula, full-width forms included, also behind blanks that do not show.
const formulaStart = /^[\s\u00AD\u200B-\u200F\u2060\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\u2212]/u
const controlStart = /^[\t\r\n]/
/** A signed number or a telephone number: digits alone calculate nothing. */
const plainNumber = /^[+-]?\d[\d ]*(\.\d+)?$/

/** Text that no spreadsheet takes for a formula: an apostrophe goes before what could be one. Numbers stay as they are. */
export function inert(text: string): string {
  if (plainNumber.test(text)) return text
  return formulaStart.test(text) || controlStart.test(text) ? `'${text}` : text
}

/** What `inert` did, undone: a cell of ours that comes back in a file. */
export const revived = (text: string): string =>
  text.startsWith("'") && inert(text.slice(1)) === text ? text.slice(1) : text

/** `+919876543210` as `+91 98765 43210`: read as a whole number, a spreadsheet would show it as 9.19877E+11. */
export const spacedMobile = (e164: string): string => e164.replace(/^\+91(\d{5})(\d{5})$/, '+91 $1 $2')

/** Rows as lines of CSV: every text quoted and inert, CRLF at the end of each, as RFC 4180 wants it. */
export const csvLines = (rows: readonly (readonly Cell[])[]): string =>
  stringify(
    rows.map((row) => row.map((cell) => (typeof cell === 'string' ? inert(cell) : cell))),
    { record_delimiter: '\r\n', quoted_string: true, cast: { boolean: (value) => (value ? 'yes' : 'no') } },
  )

/** Headers of an answer that is a CSV to save. `no-transform`: nothing on the way may gather it in memory to compress it. */
export const csvHeaders = (fileName: string): Record<string, string> => ({
  'content-type': 'text/csv; charset=utf-8',
  'content-disposition': `attachment; filename="${fileName}"`,
  'cache-control': 'private, no-store, no-transform',
  'x-content-type-options': 'nosniff',
})

/**
 * A CSV as a stream of bytes that grows nowhere: the next part is made only when the reader has taken the last one. `parts`
 * are lists of rows; `header` and the mark come first.
 */
export function csvStream(
  header: readonly string[],
  parts: AsyncIterator<readonly (readonly Cell[])[]>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let isBegun = false
  return new ReadableStream<Uint8Array>(
    {
      async pull(stream) {
        if (!isBegun) {
          isBegun = true
          return stream.enqueue(encoder.encode(byteOrderMark + csvLines([header])))
        }
        const { done, value } = await parts.next()
        if (done) return stream.close()
        stream.enqueue(encoder.encode(csvLines(value)))
      },
      async cancel() {
        await parts.return?.()
      },
    },
    { highWaterMark: 1 },
  )
}

/** One column of `csvOfRows`: its heading and what stands in it; instants are written as ISO 8601. */
export type CsvColumn<Row> = { header: string; cell: (row: Row) => Cell | Date | undefined }

const rowsInPart = 200

/** The same for rows that come one by one. */
export const csvOfRows = <Row>(
  columns: readonly CsvColumn<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
): ReadableStream<Uint8Array> =>
  csvStream(
    columns.map(({ header }) => header),
    inParts(columns, rows),
  )

async function* inParts<Row>(
  columns: readonly CsvColumn<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
): AsyncGenerator<Cell[][]> {
  let part: Cell[][] = []
  for await (const row of rows) {
    part.push(
      columns.map(({ cell }) => {
        const value = cell(row)
        return value instanceof Date ? value.toISOString() : (value ?? null)
      }),
    )
    if (part.length < rowsInPart) continue
    yield part
    part = []
  }
  if (part.length > 0) yield part
}

/** The answer that a browser saves as a file; `name` without the ending, plain letters. */
export const csvResponse = (name: string, body: ReadableStream<Uint8Array>): Response =>
  new Response(body, { headers: csvHeaders(`${name}.csv`) })

/** Paise as rupees with two decimals and no grouping: `100000` becomes `1000.00`, which spreadsheets read as a number. */
export function csvRupees(paise: number): string {
  const sign = paise < 0 ? '-' : ''
  const whole = Math.abs(paise)
  return `${sign}${Math.floor(whole / 100)}.${String(whole % 100).padStart(2, '0')}`
}
