import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { csvRupees, csvStream } from './csv'

type Row = { name: string; paise: number; at: Date | null }
const columns = [
  { header: 'Name', cell: (row: Row) => row.name },
  { header: 'Amount', cell: (row: Row) => csvRupees(row.paise) },
  { header: 'At', cell: (row: Row) => row.at },
]
const fileOf = async (rows: AsyncIterable<Row> | Row[]) =>
  Buffer.from(await new Response(csvStream(columns, rows)).arrayBuffer()).toString('utf8')
const aRow = (name: string): Row => ({ name, paise: 100_005, at: null })

test('a file begins with the mark that makes a spreadsheet read Hindi, and holds its headings even without rows', async () => {
  expect(await fileOf([])).toBe('\ufeffName,Amount,At\r\n')
  expect(await fileOf([aRow('आशा राव')])).toContain('\r\nआशा राव,1000.05,\r\n')
})

test.each(['=HYPERLINK("http://x.test","y")', '+1', '-2+3', '@SUM(A1)', '\t=1', '  =1', '＝1+1'])(
  'a name like %j is text in a spreadsheet, never a formula',
  async (name) => {
    const [, row] = parse(await fileOf([aRow(name)]), { bom: true }) as string[][]
    expect(row?.[0]).toBe(`'${name}`)
  },
)

test('commas, quotes and lines inside a cell stay inside it', async () => {
  const name = 'Rao, "Asha"\nsecond line'
  const [, row] = parse(await fileOf([{ ...aRow(name), at: new Date('2026-11-22T00:00:00Z') }]), {
    bom: true,
  }) as string[][]
  expect(row).toEqual([name, '1000.05', '2026-11-22T00:00:00.000Z'])
})

test('rows are asked for while the file is read, not all before it', async () => {
  let made = 0
  async function* many() {
    for (; made < 100_000; made++) yield aRow('Asha')
  }
  const reader = csvStream(columns, many()).getReader()
  await reader.read()
  expect(made).toBeLessThan(10_000)
  await reader.cancel()
})

test('paise become rupees without rounding', () => {
  expect([0, 5, 100, 100_005, -250].map(csvRupees)).toEqual(['0.00', '0.05', '1.00', '1000.05', '-2.50'])
})
