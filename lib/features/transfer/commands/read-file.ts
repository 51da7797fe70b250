import { parse } from 'csv-parse/sync'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import { importLimits } from '../schema'

export const delimiters = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' } as const
export type Delimiter = keyof typeof delimiters

export type ReadFile = {
  encoding: string
  delimiter: Delimiter
  header: string[]
  /** `line` as a spreadsheet counts it: the header is 1. */
  rows: { line: number; cells: string[] }[]
}

/**
 * A CSV as a spreadsheet saves it: UTF-8 or UTF-16 with or without its mark, else Windows letters; commas, semicolons, tabs
 * or bars. Empty lines are left out. Refuses `import_unreadable`, `import_empty` and what is larger than `importLimits`.
 */
export function readFile(bytes: Uint8Array): Result<ReadFile> {
  const decoded = decode(bytes)
  if (decoded.text.includes('\u0000')) return refuse('import_unreadable', { waitsFor: 'staff' })
  const delimiter = delimiterOf(decoded.text)
  const parsed = parseWith(decoded.text, delimiters[delimiter])
  if (!parsed) return refuse('import_unreadable', { waitsFor: 'staff' })
  const all = parsed
    .map((cells, place) => ({ line: place + 1, cells: cells.map((cell) => cell.trim()) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
  const [first, ...rest] = all
  if (!first || rest.length === 0) return refuse('import_empty', { waitsFor: 'staff' })
  if (rest.length > importLimits.rows)
    return refuse('import_too_many_rows', { waitsFor: 'staff', params: { limit: importLimits.rows } })
  if (first.cells.length > importLimits.columns)
    return refuse('import_too_many_columns', { waitsFor: 'staff', params: { limit: importLimits.columns } })
  const width = first.cells.length
  const rows = rest.map(({ line, cells }) => ({
    line: Math.max(2, line),
    cells: Array.from({ length: width }, (_, place) =>
      (cells[place] ?? '').slice(0, importLimits.cellLetters),
    ),
  }))
  return ok({ encoding: decoded.encoding, delimiter, header: first.cells, rows })
}

// A file that is no CSV is an answer here, and the parser gives it by throwing.
function parseWith(text: string, delimiter: string): string[][] | null {
  try {
    return parse(text, {
      delimiter,
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: 200_000,
      relax_quotes: true,
    }) as string[][]
  } catch {
    return null
  }
}

function decode(bytes: Uint8Array): { encoding: string; text: string } {
  const as = (encoding: string, label = encoding) => ({
    encoding: label,
    text: new TextDecoder(encoding).decode(bytes),
  })
  const [a, b] = bytes
  if (a === 0xff && b === 0xfe) return as('utf-16le', 'UTF-16')
  if (a === 0xfe && b === 0xff) return as('utf-16be', 'UTF-16')
  // Every second byte of latin letters in UTF-16 is a zero.
  if (bytes.length > 3 && bytes[1] === 0 && bytes[3] === 0) return as('utf-16le', 'UTF-16')
  if (bytes.length > 3 && bytes[0] === 0 && bytes[2] === 0) return as('utf-16be', 'UTF-16')
  try {
    return { encoding: 'UTF-8', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return as('windows-1252', 'Windows-1252')
  }
}

/** What divides the first line most often, quoted text apart. */
function delimiterOf(text: string): Delimiter {
  const first = (text.split(/\r\n|\n|\r/, 1)[0] ?? '').replace(/"[^"]*"/g, '')
  const names = Object.keys(delimiters) as Delimiter[]
  const counts = names.map((name) => first.split(delimiters[name]).length)
  return names[counts.indexOf(Math.max(...counts))] ?? 'comma'
}
