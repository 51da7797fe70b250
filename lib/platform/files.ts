import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { env } from './env'

/** Where a file of ours lies: its own SHA-256 in hex, and its size. Keep both on the row that says whose it is. */
export type KeptFile = { sha256: string; bytes: number }

/** No file kept here may be larger. */
export const largestFileBytes = 25_000_000

/**
 * Keeps bytes under their hash, safely: written beside, flushed, then renamed, so that a crash leaves a whole file or
 * none. The same bytes twice are one file. Throws RangeError when empty or larger than `largestFileBytes`.
 */
export async function keepFile(bytes: Uint8Array): Promise<KeptFile> {
  if (bytes.byteLength === 0 || bytes.byteLength > largestFileBytes)
    throw new RangeError(`a file of ${bytes.byteLength} bytes is not kept`)
  const kept = { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.byteLength }
  const path = pathOf(kept.sha256)
  if (await isWhole(path, kept)) return kept
  const folder = resolve(path, '..')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const beside = join(folder, `.${randomUUID()}`)
  const file = await open(beside, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  } finally {
    await file.close()
  }
  await rename(beside, path)
  await flushFolder(folder)
  return kept
}

/**
 * The kept file as a stream for an answer, or null when it is not there or is not what was kept. Read through once before
 * anything is sent: half a report with a success status is worse than none.
 */
export async function openFile({ sha256, bytes }: KeptFile): Promise<ReadableStream<Uint8Array> | null> {
  const path = pathOf(sha256)
  if (!(await isWhole(path, { sha256, bytes }))) return null
  return Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>
}

/** Only ever made from a hash, so that no text from outside can lead to another file. */
function pathOf(sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new RangeError('not a SHA-256')
  const { FILES_DIR, DATA_DIR } = env()
  const folder = FILES_DIR ?? join(DATA_DIR, 'files')
  return join(resolve(/*turbopackIgnore: true*/ folder), sha256.slice(0, 2), sha256)
}

async function isWhole(path: string, { sha256, bytes }: KeptFile): Promise<boolean> {
  const found = await stat(path).catch(ifMissing)
  if (found?.size !== bytes) return false
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex') === sha256
}

/** A rename is on the disk only once its folder is. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

const ifMissing = (error: unknown): null => {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
  throw error
}
