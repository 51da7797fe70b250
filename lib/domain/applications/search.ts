import { readReferenceNumber } from '../shared/reference-number'

/** What staff typed into a search box, read by its shape; null when it says nothing. */
export type ApplicationSearch =
  | { by: 'number'; number: string }
  /** A receipt's number, `RCP-26-4T8ZK1WB`. */
  | { by: 'receipt'; number: string }
  | { by: 'number_start'; start: string }
  /** The six characters alone, as people read them aloud; the session is not known. */
  | { by: 'code'; code: string }
  | { by: 'email_start'; start: string }
  /** The beginning of an Indian mobile number, `+91…`. */
  | { by: 'mobile_start'; start: string }
  /** Beginnings of words of a name, in any order. */
  | { by: 'name'; words: string[] }

/** Reads a search: an application number in any spelling, an e-mail address, a mobile number, else words of a name. */
export function readApplicationSearch(typed: string): ApplicationSearch | null {
  // A control character is nobody's name, and PostgreSQL refuses NUL.
  const text = typed
    .normalize('NFC')
    .replace(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, 100)
  if (text === '') return null
  const number = readReferenceNumber(text)
  if (number?.startsWith('APP-')) return { by: 'number', number }
  if (number) return { by: 'receipt', number }
  if (/^app[\s-]*\d/i.test(text)) return { by: 'number_start', start: numberStart(text) }
  if (text.includes('@')) return { by: 'email_start', start: text.toLowerCase() }
  const mobile = mobileStart(text)
  if (mobile) return { by: 'mobile_start', start: mobile }
  const code = readReferenceNumber(`APP00${text}`)?.slice(7)
  if (code && /\d/.test(text)) return { by: 'code', code }
  const words = text
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '')
    .slice(0, 6)
  return words.length > 0 ? { by: 'name', words } : null
}

/**
 * The same text as an id somebody else gave: of a sitting, an order, a payment, a refund, a bank's reference. Null when it
 * cannot be one: ids are one word with a digit or an underline in it, and never ours.
 */
export function readSearchedId(typed: string): string | null {
  const text = typed.trim()
  const isOurs = text.includes('@') || readReferenceNumber(text) !== null
  return !isOurs && /^[\w.:/+=-]{4,100}$/.test(text) && /[\d_]/.test(text) ? text : null
}

/** `app 27 7k` → `APP-27-7K`. */
function numberStart(text: string): string {
  const plain = text
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .slice(3)
  return plain.length > 2 ? `APP-${plain.slice(0, 2)}-${plain.slice(2)}` : `APP-${plain}`
}

/** `098100 00001`, `+91 98100-00001` and `98100` → `+91…`; null when it is no beginning of an Indian mobile number. */
function mobileStart(text: string): string | null {
  const plain = text.replace(/[\s().-]/g, '')
  const digits = /^(?:\+91|0091|91(?=\d{10}$)|0)?([6-9]\d{3,9})$/.exec(plain)?.[1]
  return digits ? `+91${digits}` : null
}
