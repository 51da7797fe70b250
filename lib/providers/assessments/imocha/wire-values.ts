/**
 * Words, numbers, ids and instants as iMocha's documents and samples spell them: keys in any case and with spaces at
 * their ends, numbers as text, 64-bit ids (reference/providers.md §2.6). Nothing here throws.
 */
export type JsonObject = Record<string, unknown>
/** Fields by squashed key; null and empty text count as absent. */
export type Fields = Map<string, unknown>

/** One word for `Test Left`, `TestLeft` and `test_left`. */
export const squash = (word: string): string => word.toLowerCase().replace(/[\s_-]+/g, '')

/**
 * JSON as a value, or undefined when the text is none. Whole numbers too long for a JavaScript number become text, so
 * that no id loses its last digits.
 */
export function readJson(text: string): unknown {
  const value = parsed(text)
  if (value === undefined || !/\d{16}/.test(text)) return value
  const token = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g
  return parsed(text.replace(token, (found) => (/^-?\d{16,}$/.test(found) ? `"${found}"` : found))) ?? value
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An object's fields. Of two keys that differ in spaces only, the exact one wins: `TotalScore` before `TotalScore `. */
export function fieldsOf(value: unknown): Fields {
  const fields: Fields = new Map()
  if (!isObject(value)) return fields
  const entries = Object.entries(value)
  const exactFirst = [
    ...entries.filter(([key]) => key === key.trim()),
    ...entries.filter(([key]) => key !== key.trim()),
  ]
  for (const [key, entry] of exactFirst) {
    const name = squash(key)
    if (entry !== null && entry !== '' && !fields.has(name)) fields.set(name, entry)
  }
  return fields
}

const wrappers = ['result', 'data', 'response', 'report']

/** An object's own fields, then those one wrapper below that it does not have itself; of a list, its first object's. */
export function insideOut(body: unknown): Fields {
  const fields = fieldsOf(Array.isArray(body) ? body.find(isObject) : body)
  for (const wrapper of wrappers) {
    const inner = fields.get(wrapper)
    const object = Array.isArray(inner) ? inner.find(isObject) : inner
    for (const [name, entry] of fieldsOf(object)) if (!fields.has(name)) fields.set(name, entry)
  }
  return fields
}

/** The objects of a list: the body itself, a field of one of these names, a wrapper, or such a field inside a wrapper. Null: no list. */
export function listIn(body: unknown, names: readonly string[]): JsonObject[] | null {
  const top = fieldsOf(body)
  const inner = wrappers.map((wrapper) => top.get(wrapper))
  const places = [top, ...inner.map(fieldsOf)]
  const list = [body, ...places.flatMap((place) => names.map((name) => place.get(name))), ...inner].find(
    Array.isArray,
  )
  return list ? list.filter(isObject).slice(0, longestList) : null
}

const longestList = 20_000

/** The first of these fields that can be read. */
export function readFirst<T>(
  fields: Fields,
  names: readonly string[],
  read: (value: unknown) => T | null,
): T | null {
  for (const name of names) {
    const value = read(fields.get(name))
    if (value !== null) return value
  }
  return null
}

export function readText(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

/** A positive 64-bit id as its digits. */
export function readId(value: unknown): string | null {
  const digits = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value
  if (typeof digits !== 'string') return null
  const trimmed = digits.trim()
  return /^\d{1,19}$/.test(trimmed) && /[1-9]/.test(trimmed) ? trimmed : null
}

/** Finite number from a number, `"42"` or `"87%"`; empty text is no number (never zero). */
export function readNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) && Math.abs(value) <= 1e12 ? value : null
  if (typeof value !== 'string' || !/^\s*[+-]?\d{1,12}(?:\.\d{1,15})?\s*%?\s*$/.test(value)) return null
  return Number(value.replace('%', ''))
}

/** Instant from ISO text; iMocha prints UTC and leaves the Z out. Its local text (`09-Oct-2020 06:51 PM`) is never read. */
export function readInstant(value: unknown): Date | null {
  if (typeof value !== 'string') return null
  const iso =
    /^\s*(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(\.\d{1,9})?\s*(Z|[+-]\d\d:?\d\d)?)?\s*$/i.exec(value)
  if (!iso) return null
  const zone =
    iso[4] === undefined || iso[4].toUpperCase() === 'Z' ? 'Z' : iso[4].replace(/^(.\d\d):?(\d\d)$/, '$1:$2')
  const at = Date.parse(`${iso[1]}T${iso[2] ?? '00:00'}${(iso[3] ?? '').slice(0, 4)}${zone}`)
  return at >= Date.UTC(2000, 0) && at < Date.UTC(2100, 0) ? new Date(at) : null
}
