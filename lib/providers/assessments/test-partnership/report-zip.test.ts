import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ProviderError } from '@/lib/platform/provider-error'
import { readReportZip, type ZipLimits } from './report-zip'
import { makePdf, makeZip } from './simulator-files'

const pdf = makePdf('Verbal Reasoning (sample)', ['Sten 7', 'देवनागरी'])
const errorOf = (bytes: Uint8Array, limits?: ZipLimits) =>
  readReportZip(bytes, limits).then(
    () => 'no error',
    (error: unknown) => (error instanceof ProviderError ? `${error.kind}: ${error.message}` : String(error)),
  )
const namesIn = async (...names: string[]) =>
  (await readReportZip(makeZip(names.map((name) => ({ name, bytes: pdf }))))).map(({ name }) => name)

test('packed and stored PDFs come out as they went in', async () => {
  const files = await readReportZip(
    makeZip([
      { name: 'a.pdf', bytes: pdf },
      { name: 'b.pdf', bytes: pdf, isStored: true },
    ]),
  )
  expect(files.map(({ name, mediaType }) => [name, mediaType])).toEqual([
    ['a.pdf', 'application/pdf'],
    ['b.pdf', 'application/pdf'],
  ])
  for (const { bytes } of files) expect(Buffer.from(bytes).equals(pdf)).toBe(true)
})

test('an empty ZIP, or one of empty folders, holds no report yet', async () => {
  expect(await readReportZip(makeZip([]))).toEqual([])
  expect(await readReportZip(makeZip([{ name: 'Reports/', bytes: new Uint8Array() }]))).toEqual([])
})

test('a comment behind the ZIP does not hide it', async () => {
  const zip = makeZip([{ name: 'a.pdf', bytes: pdf }])
  zip.writeUInt16LE(5, zip.length - 2)
  expect(await readReportZip(Buffer.concat([zip, Buffer.from('hello')]))).toHaveLength(1)
})

describe('names', () => {
  test('that climb out of their folder are left out, the others reduced to their last part', async () => {
    expect(
      await namesIn(
        '../up.pdf',
        'a/../../up.pdf',
        '..\\up.pdf',
        '/etc/x.pdf',
        'C:\\x.pdf',
        '\\\\host\\x.pdf',
        'ok/Asha Verma.pdf',
      ),
    ).toEqual(['Asha Verma.pdf'])
    expect(await errorOf(makeZip([{ name: '../up.pdf', bytes: pdf }]))).toContain('contract')
  })

  test('are fit for a download, end in .pdf and are told apart', async () => {
    expect(
      await namesIn(
        'a.pdf',
        'x/A.PDF',
        'no-ending',
        '.hidden.pdf',
        'a<b>"|?*.pdf',
        'आशा.pdf',
        'y'.repeat(300),
      ),
    ).toEqual([
      'a.pdf',
      'A (2).pdf',
      'no-ending.pdf',
      'hidden.pdf',
      'ab.pdf',
      'आशा.pdf',
      `${'y'.repeat(120)}.pdf`,
    ])
  })
})

test('what only calls itself PDF is left out; nothing but that is an unreadable answer', async () => {
  const fake = { name: 'fake.pdf', bytes: Buffer.from('<html>') }
  expect(await readReportZip(makeZip([fake, { name: 'real.bin', bytes: pdf }]))).toMatchObject([
    { name: 'real.bin.pdf' },
  ])
  expect(await errorOf(makeZip([fake]))).toBe('contract: no PDF in the ZIP')
})

describe('limits', () => {
  const limits: ZipLimits = { entries: 3, entryBytes: 2_000, totalBytes: 3_000 }
  const files = (count: number, size: number) =>
    makeZip(
      Array.from({ length: count }, (_, index) => ({
        name: `${index}.pdf`,
        bytes: Buffer.concat([Buffer.from('%PDF-1.4'), Buffer.alloc(size - 8)]),
      })),
    )

  test('on number, size of one and size of all', async () => {
    expect(await readReportZip(files(3, 1_000), limits)).toHaveLength(3)
    expect(await errorOf(files(4, 10), limits)).toContain('more than 3 files')
    expect(await errorOf(files(1, 2_001), limits)).toContain('too much')
    expect(await errorOf(files(3, 1_500), limits)).toContain('too much')
  })

  test('hold although the table of contents lies about sizes', async () => {
    const zip = files(1, 1_000_000)
    // Central directory: uncompressed size at offset 24 of its only entry.
    zip.writeUInt32LE(100, zip.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24)
    expect(await errorOf(zip, limits)).toContain('contract')
  })
})

test('a file that is cut or changed is refused, and nothing else is ever thrown', async () => {
  const zip = makeZip([
    { name: 'a.pdf', bytes: pdf },
    { name: 'b.pdf', bytes: pdf, isStored: true },
  ])
  expect(await errorOf(Buffer.from('{"Errors":[]}'))).toBe('contract: no ZIP')
  expect(await errorOf(new Uint8Array())).toBe('contract: no ZIP')
  expect(await errorOf(zip.subarray(10))).toContain('contract')
  const retouched = Buffer.from(zip)
  retouched.write('10', zip.lastIndexOf('Sten 7'), 'latin1')
  expect(await errorOf(retouched)).toBe('contract: broken ZIP')
  const change = fc.tuple(fc.nat(zip.length - 1), fc.nat(255))
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.array(change, { minLength: 1, maxLength: 12 }).map((changes) => {
          const copy = Buffer.from(zip)
          for (const [at, byte] of changes) copy[at] = byte
          return copy
        }),
        fc.nat(zip.length).map((end) => zip.subarray(0, end)),
        fc
          .uint8Array({ maxLength: 200 })
          .map((bytes) => Buffer.concat([Buffer.from('PK\u0003\u0004'), bytes, zip.subarray(-60)])),
        fc.uint8Array({ maxLength: 200 }),
      ),
      async (bytes) => {
        const files = await readReportZip(bytes).catch((error: unknown) => {
          if (error instanceof ProviderError && error.kind === 'contract') return []
          throw error
        })
        for (const file of files) expect(Buffer.from(file.bytes.subarray(0, 5)).toString()).toBe('%PDF-')
      },
    ),
    { numRuns: 2_000 },
  )
})
