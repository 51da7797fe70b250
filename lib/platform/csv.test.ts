import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { csvLines, csvStream, inert, revived, spacedMobile } from './csv'

describe('a cell that begins like a formula does nothing in a spreadsheet', () => {
  test.each([
    '=HYPERLINK("http://evil.test","Click")',
    '+1+1',
    '-2+3',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    ' =1',
    '\u00A0=1',
    '\u200B=1',
    '\uFEFF=1',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '−1',
    '-',
    '\ttext',
  ])('%j', (text) => {
    expect(inert(text)).toBe(`'${text}`)
    expect(revived(inert(text))).toBe(text)
  })
})

test.each([
  '+919876543210',
  '+91 98765 43210',
  '-5',
  '-5.25',
  '87.4',
  'Asha Verma',
  'आशा वर्मा',
  "O'Brien",
  '',
])('what calculates nothing stays as it is: %j', (text) => {
  expect(inert(text)).toBe(text)
  expect(revived(text)).toBe(text)
})

test('an Indian mobile is spaced, so that a spreadsheet does not round it', () => {
  expect(spacedMobile('+919876543210')).toBe('+91 98765 43210')
})

test('quotes, commas and line ends in a cell come back whole', () => {
  const row = ['a "b", c', 'two\nlines', '=1', 12, null] as const
  expect(parse(csvLines([row]))).toEqual([['a "b", c', 'two\nlines', "'=1", '12', '']])
})

test('a file begins with the mark of UTF-8 and is read back with its Hindi names', async () => {
  async function* parts() {
    yield [['आशा वर्मा', 'ज़ोया']]
    yield [['=cmd', 'ok']]
  }
  const bytes = new Uint8Array(await new Response(csvStream(['नाम', 'दूसरा'], parts())).arrayBuffer())
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  expect(parse(Buffer.from(bytes), { bom: true })).toEqual([
    ['नाम', 'दूसरा'],
    ['आशा वर्मा', 'ज़ोया'],
    ["'=cmd", 'ok'],
  ])
})

test('nothing more is made when the reader has gone away', async () => {
  let made = 0
  let isEnded = false
  async function* parts() {
    try {
      for (;;) {
        made++
        yield [['x']]
      }
    } finally {
      isEnded = true
    }
  }
  const reader = csvStream(['a'], parts()).getReader()
  await reader.read()
  await reader.read()
  await reader.cancel()
  expect(made).toBeLessThan(4)
  expect(isEnded).toBe(true)
})
