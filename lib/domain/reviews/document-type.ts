import type { DocumentType } from './review'

/** No uploaded document may be larger. */
export const largestDocumentBytes = 5 * 1024 * 1024

const beginnings: readonly [DocumentType, readonly number[]][] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
]

/** What a file is, by its first bytes; null for anything that is not accepted, whatever its name says. */
export const documentTypeOf = (bytes: Uint8Array): DocumentType | null =>
  beginnings.find(([, start]) => start.every((byte, place) => bytes[place] === byte))?.[0] ?? null

/** The ending that a saved file of this type gets. */
export const documentEnding = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
} as const satisfies Record<DocumentType, string>
