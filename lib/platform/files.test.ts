import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { keepFile, largestFileBytes, openFile } from './files'

let folder: string
vi.mock('./env', () => ({ env: () => ({ FILES_DIR: folder, DATA_DIR: '.data' }) }))
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'files-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const report = new TextEncoder().encode('%PDF-1.7 a report')
const text = async (stream: ReadableStream | null) => stream && new Response(stream).text()
const namesOnDisk = () => readdirSync(folder, { recursive: true }).map(String)

describe('files that are kept', () => {
  test('come back as they were, under their hash and nothing else', async () => {
    const kept = await keepFile(report)
    expect(kept).toEqual({ sha256: expect.stringMatching(/^[0-9a-f]{64}$/), bytes: report.byteLength })
    expect(await text(await openFile(kept))).toBe('%PDF-1.7 a report')
    expect(namesOnDisk().sort()).toEqual([
      kept.sha256.slice(0, 2),
      join(kept.sha256.slice(0, 2), kept.sha256),
    ])
  })

  test('the same bytes many times at once are one file, and nothing half-written is left behind', async () => {
    const same = new TextEncoder().encode('%PDF-1.7 the same')
    const kept = await Promise.all(Array.from({ length: 8 }, () => keepFile(same)))
    expect(new Set(kept.map(({ sha256 }) => sha256)).size).toBe(1)
    expect(namesOnDisk().filter((name) => /(^|\/)\./.test(name))).toEqual([])
  })

  test('a file that was damaged or lost is not served, and keeping it again heals it', async () => {
    const kept = await keepFile(new TextEncoder().encode('%PDF-1.7 one'))
    const path = join(folder, kept.sha256.slice(0, 2), kept.sha256)
    writeFileSync(path, '%PDF-1.7 two')
    expect(await openFile(kept)).toBeNull()
    await keepFile(new TextEncoder().encode('%PDF-1.7 one'))
    expect(await text(await openFile(kept))).toBe('%PDF-1.7 one')
    rmSync(path)
    expect(await openFile(kept)).toBeNull()
  })

  test('nothing is reached by a path, and neither an empty nor a huge file is taken', async () => {
    for (const sha256 of ['../../etc/passwd', '/etc/passwd', '', 'A'.repeat(64)])
      await expect(openFile({ sha256, bytes: 1 })).rejects.toThrow(RangeError)
    await expect(keepFile(new Uint8Array())).rejects.toThrow(RangeError)
    await expect(keepFile(new Uint8Array(largestFileBytes + 1))).rejects.toThrow(RangeError)
  })
})
