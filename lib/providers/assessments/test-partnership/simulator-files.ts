import { crc32, deflateRawSync } from 'node:zlib'

export type ZipEntry = { name: string; bytes: Uint8Array; isStored?: boolean }

/** A ZIP of these files, packed or stored as they are; none of them is an empty ZIP. */
export function makeZip(entries: ZipEntry[]): Buffer {
  const locals: Buffer[] = []
  const table: Buffer[] = []
  let at = 0
  for (const { name, bytes, isStored = false } of entries) {
    const packed = isStored ? Buffer.from(bytes) : deflateRawSync(bytes)
    const nameBytes = Buffer.from(name, 'utf8')
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    shared.writeUInt16LE(0x0800, 2)
    shared.writeUInt16LE(isStored ? 0 : 8, 4)
    shared.writeUInt32LE(crc32(bytes), 10)
    shared.writeUInt32LE(packed.byteLength, 14)
    shared.writeUInt32LE(bytes.byteLength, 18)
    shared.writeUInt16LE(nameBytes.byteLength, 22)
    const local = Buffer.concat([number32(0x04034b50), shared, nameBytes, packed])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(at, 10)
    table.push(Buffer.concat([number32(0x02014b50), Buffer.from([20, 0]), shared, rest, nameBytes]))
    locals.push(local)
    at += local.byteLength
  }
  const tableBytes = Buffer.concat(table)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(tableBytes.byteLength, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...locals, tableBytes, number32(0x06054b50), end])
}

/** A one-page PDF with a heading and lines of text. Letters outside Latin-1 become question marks: no font is embedded. */
export function makePdf(heading: string, lines: string[]): Buffer {
  const text = [
    'BT /F1 18 Tf 56 780 Td',
    `(${escaped(heading)}) Tj`,
    '/F1 11 Tf 0 -14 Td',
    ...lines.flatMap((line) => ['0 -18 Td', `(${escaped(line)}) Tj`]),
    'ET',
  ].join('\n')
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    `<< /Length ${Buffer.byteLength(text, 'latin1')} >>\nstream\n${text}\nendstream`,
  ]
  let file = '%PDF-1.4\n'
  const places = objects.map((object, index) => {
    const at = file.length
    file += `${index + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const start = file.length
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`
  file += places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(file, 'latin1')
}

const number32 = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

const escaped = (text: string) => text.replace(/[^\x20-\x7e\xa0-\xff]/g, '?').replace(/[\\()]/g, '\\$&')
