import { crc32, inflateRaw } from 'node:zlib'
import { promisify } from 'node:util'
import { ProviderError } from '@/lib/platform/provider-error'
import type { ReportFile } from '@/lib/providers/assessments/contract'

const inflate = promisify(inflateRaw)

export type ZipLimits = { entries: number; entryBytes: number; totalBytes: number }
const usualLimits: ZipLimits = { entries: 100, entryBytes: 20_000_000, totalBytes: 60_000_000 }

type Entry = {
  name: string
  method: number
  isEncrypted: boolean
  checksum: number
  packedBytes: number
  bytes: number
  headerAt: number
}

const signatures = { end: 0x06054b50, central: 0x02014b50, local: 0x04034b50 }

/**
 * The PDFs in a ZIP that came from outside, by their own first bytes; everything else in it is left out. An empty ZIP is an
 * empty list. Nothing is written anywhere: names are reduced to their last part, and entries that try to climb are refused.
 * @throws ProviderError('contract') when it is no ZIP, is larger than the limits, or holds nothing usable
 */
export async function readReportZip(bytes: Uint8Array, limits = usualLimits): Promise<ReportFile[]> {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = entriesOf(zip, limits)
  const files: ReportFile[] = []
  let total = 0
  for (const entry of entries) {
    const name = safeName(entry.name)
    if (name === null || entry.isEncrypted) continue
    const content = await contentOf(zip, entry, Math.min(limits.entryBytes, limits.totalBytes - total))
    total += content?.byteLength ?? 0
    if (content && content.subarray(0, 5).toString('latin1') === '%PDF-')
      files.push({
        name: unusedName(name, files),
        mediaType: 'application/pdf',
        bytes: new Uint8Array(content),
      })
  }
  if (files.length === 0 && entries.some(({ name }) => !name.endsWith('/')))
    throw unusable('no PDF in the ZIP')
  return files
}

const unusable = (message: string) => new ProviderError('contract', { message })

/** The table of contents at the end of the file; the local headers in between are not trusted for sizes. */
function entriesOf(zip: Buffer, limits: ZipLimits): Entry[] {
  const end = endRecordAt(zip)
  const count = zip.readUInt16LE(end + 10)
  if (count > limits.entries) throw unusable(`more than ${limits.entries} files in the ZIP`)
  let at = zip.readUInt32LE(end + 16)
  const entries: Entry[] = []
  for (let read = 0; read < count; read++) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== signatures.central) throw unusable('broken ZIP')
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset))
    const nameEnd = at + 46 + (nameBytes ?? 0)
    entries.push({
      name: zip.toString('utf8', at + 46, nameEnd),
      method: zip.readUInt16LE(at + 10),
      isEncrypted: (zip.readUInt16LE(at + 8) & 1) === 1,
      checksum: zip.readUInt32LE(at + 16),
      packedBytes: zip.readUInt32LE(at + 20),
      bytes: zip.readUInt32LE(at + 24),
      headerAt: zip.readUInt32LE(at + 42),
    })
    at = nameEnd + (extraBytes ?? 0) + (commentBytes ?? 0)
  }
  return entries
}

/** A comment of up to 65,535 bytes may follow the end record. */
function endRecordAt(zip: Buffer): number {
  for (let at = zip.length - 22; at >= 0 && at >= zip.length - 22 - 65_535; at--) {
    if (zip.readUInt32LE(at) === signatures.end) return at
  }
  throw unusable('no ZIP')
}

/** An entry's bytes, never more than `mostBytes`; null for a kind of packing we do not read. */
async function contentOf(zip: Buffer, entry: Entry, mostBytes: number): Promise<Buffer | null> {
  const { headerAt, method, packedBytes } = entry
  if (entry.bytes > mostBytes) throw unusable('the ZIP unpacks to too much')
  if (headerAt + 30 > zip.length || zip.readUInt32LE(headerAt) !== signatures.local)
    throw unusable('broken ZIP')
  const start = headerAt + 30 + zip.readUInt16LE(headerAt + 26) + zip.readUInt16LE(headerAt + 28)
  if (start + packedBytes > zip.length) throw unusable('broken ZIP')
  const packed = zip.subarray(start, start + packedBytes)
  if (method !== 0 && method !== 8) return null
  const content = method === 0 ? packed : await unpacked(packed, mostBytes)
  if (content.byteLength > mostBytes) throw unusable('the ZIP unpacks to too much')
  if (content.byteLength !== entry.bytes || crc32(content) !== entry.checksum) throw unusable('broken ZIP')
  return content
}

/** The sizes in the table may lie, so the output is capped while it is made. */
async function unpacked(packed: Buffer, mostBytes: number): Promise<Buffer> {
  try {
    return await inflate(packed, { maxOutputLength: Math.max(mostBytes, 1) })
  } catch {
    throw unusable('the ZIP cannot be unpacked')
  }
}

/** The last part of an entry's name, fit for a download; null for a folder and for names that leave their place. */
function safeName(raw: string): string | null {
  const parts = raw.split(/[/\\]/)
  const isClimbing = parts.includes('..') || /^(?:[/\\]|[a-z]:)/i.test(raw) || raw.includes('\u0000')
  if (isClimbing) return null
  const last = (parts.at(-1) ?? '')
    .replace(/\p{Surrogate}/gu, '')
    .replace(/[\p{Cc}\p{Cf}<>:"|?*\uFFFD]/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\.+/, '')
  if (last === '') return null
  const stem = last
    .replace(/\.pdf$/i, '')
    .slice(0, 120)
    .trim()
  return `${stem || 'report'}.pdf`
}

function unusedName(name: string, files: ReportFile[]): string {
  const isTaken = (wanted: string) => files.some((file) => file.name.toLowerCase() === wanted.toLowerCase())
  for (let copy = 1; ; copy++) {
    const wanted = copy === 1 ? name : name.replace(/\.pdf$/, ` (${copy}).pdf`)
    if (!isTaken(wanted)) return wanted
  }
}
