import { redactCommon } from '@/lib/platform/http'

/**
 * What a value may be. `word` is text that says nothing about a person (a status, a test's name) and may be shown in a
 * sample; any other text is masked there. `numeric`: a number or text that is one; `id`: digits either way; `bare`: an
 * object without a field.
 */
export type Kind =
  | 'text'
  | 'word'
  | 'empty'
  | 'number'
  | 'whole'
  | 'numeric'
  | 'id'
  | 'boolean'
  | 'instant'
  | 'clock'
  | 'guid'
  | 'address'
  | 'null'
  | 'bare'
  | 'anything'

/** What is known of an answer, as data. */
export type Shape =
  | { is: readonly Kind[] }
  | { listOf: Shape; or: readonly Kind[] }
  | { fields: Readonly<Record<string, Shape>>; or: readonly Kind[] }
  | { either: readonly Shape[] }

export const is = (...kinds: Kind[]): Shape => ({ is: kinds })
export const listOf = (shape: Shape, ...or: Kind[]): Shape => ({ listOf: shape, or })
/** Fields by name; `a|b` allows both names, a last `!` insists. Case, spaces, hyphens and underscores do not matter. */
export const fields = (known: Record<string, Shape>, ...or: Kind[]): Shape => ({ fields: known, or })
export const either = (...shapes: Shape[]): Shape => ({ either: shapes })

export type Difference = { path: string; expected: string; met: string }
export type UnknownField = { path: string; type: string }
export type Comparison = { differences: Difference[]; unknown: UnknownField[]; sample: unknown }

const most = { elements: 200, sampled: 2, fields: 100, name: 80, text: 120, depth: 12 }

/** Holds a value against what is known of it. `sample` is the value with every text masked that is not known to be harmless. */
export function compare(value: unknown, shape: Shape, path = ''): Comparison {
  if ('either' in shape) return closest(shape.either.map((one) => compare(value, one, path)))
  if ('is' in shape) return leaf(value, shape.is, path)
  if (shape.or.some((kind) => matches(value, kind))) return { ...nothing, sample: masked(value) }
  if ('listOf' in shape) {
    if (!Array.isArray(value)) return wrong(value, path, 'a list')
    return inList(value.slice(0, most.elements), shape.listOf, path)
  }
  return isObject(value) ? inObject(value, shape.fields, path) : wrong(value, path, 'an object')
}

const nothing: Comparison = { differences: [], unknown: [], sample: null }

const wrong = (value: unknown, path: string, expected: string): Comparison => ({
  differences: [{ path: path || '(the answer)', expected, met: typeOf(value) }],
  unknown: [],
  sample: masked(value),
})

/** Of several shapes the one that fits best; the first of equals, so the documented one stands first. */
const closest = (comparisons: Comparison[]): Comparison =>
  comparisons.reduce((best, one) => (weightOf(one) < weightOf(best) ? one : best), comparisons[0] ?? nothing)

const weightOf = ({ differences, unknown }: Comparison) => differences.length * 1_000 + unknown.length

function leaf(value: unknown, kinds: readonly Kind[], path: string): Comparison {
  const kind = kinds.find((one) => matches(value, one))
  if (!kind) return wrong(value, path, kinds.map((one) => kindWords[one]).join(' or '))
  const isShown = kind === 'word' && typeof value === 'string'
  return { ...nothing, sample: isShown ? plain(value) : kind === 'id' ? value : masked(value) }
}

function inList(list: unknown[], of: Shape, path: string): Comparison {
  const parts = list.map((element) => compare(element, of, `${path}[]`))
  return {
    differences: distinct(parts.flatMap(({ differences }) => differences)),
    unknown: distinct(parts.flatMap(({ unknown }) => unknown)),
    sample: parts.slice(0, most.sampled).map(({ sample }) => sample),
  }
}

function inObject(object: object, known: Readonly<Record<string, Shape>>, path: string): Comparison {
  const entries = Object.entries(object).slice(0, most.fields)
  const rules = Object.entries(known).map(([rule, shape]) => ({
    names: rule.replace('!', '').split('|'),
    isNeeded: rule.endsWith('!'),
    shape,
  }))
  const found = entries.map(([key, value]) => ({
    key,
    value,
    rule: rules.find(({ names }) => names.some((name) => squash(name) === squash(key))),
  }))
  const below = (key: string) => (path === '' ? nameOf(key) : `${path}.${nameOf(key)}`)
  const parts = found.map(({ key, value, rule }) => ({
    key,
    ...(rule
      ? compare(value, rule.shape, below(key))
      : { differences: [], unknown: [{ path: below(key), type: typeOf(value) }], sample: masked(value) }),
  }))
  const met =
    entries.length === 0 ? 'no field at all' : `the fields ${entries.map(([key]) => nameOf(key)).join(', ')}`
  const missing = rules
    .filter((rule) => rule.isNeeded && !found.some((field) => field.rule === rule))
    .map(({ names }) => ({ path: path || '(the answer)', expected: `a field ${names.join(' or ')}`, met }))
  return {
    differences: [...missing, ...parts.flatMap(({ differences }) => differences)],
    unknown: parts.flatMap(({ unknown }) => unknown),
    sample: Object.fromEntries(parts.map(({ key, sample }) => [nameOf(key), sample])),
  }
}

const kindWords: Record<Kind, string> = {
  text: 'text',
  word: 'text',
  empty: 'empty text',
  number: 'a number',
  whole: 'a whole number',
  numeric: 'a number (or text that is one)',
  id: 'a whole number as an id',
  boolean: 'true or false',
  instant: 'a date and time',
  clock: 'a time like 00:25:00',
  guid: 'a GUID of 36 characters',
  address: 'a web address',
  null: 'null',
  bare: 'an empty object',
  anything: 'anything',
}

function matches(value: unknown, kind: Kind): boolean {
  const text = typeof value === 'string' ? value.trim() : null
  switch (kind) {
    case 'anything':
      return true
    case 'bare':
      return isObject(value) && Object.keys(value).length === 0
    case 'null':
      return value === null
    case 'text':
    case 'word':
      return text !== null && text !== ''
    case 'empty':
      return text === ''
    case 'boolean':
      return typeof value === 'boolean'
    case 'number':
      return typeof value === 'number'
    case 'whole':
      return Number.isSafeInteger(value)
    case 'numeric':
      return typeof value === 'number' || /^[+-]?\d{1,15}(?:\.\d{1,15})?\s*%?$/.test(text ?? '')
    case 'id':
      // Beyond 2^53 a number has lost digits already; its text has not.
      return (
        (typeof value === 'number' && Number.isInteger(value) && value > 0) || /^\d{1,19}$/.test(text ?? '')
      )
    case 'instant':
      return (
        /^\d{4}-\d\d-\d\d|^\/Date\(\d+/.test(text ?? '') ||
        (typeof value === 'number' && value > 1e9) ||
        /^\d{1,2}[/-]\w{2,3}[/-]\d{4}/.test(text ?? '')
      )
    case 'clock':
      return /^(?:\d{1,3}:)?\d{1,2}:\d{1,2}$/.test(text ?? '')
    case 'guid':
      return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text ?? '')
    case 'address':
      return text !== null && URL.canParse(text)
  }
}

/** Words for the type of a value; nothing of the value itself. */
export function typeOf(value: unknown): string {
  if (value === undefined) return 'no JSON'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'string') return value.trim() === '' ? 'empty text' : 'text'
  if (typeof value === 'number') return Number.isInteger(value) ? 'a whole number' : 'a decimal number'
  return typeof value === 'boolean' ? 'true or false' : 'an object'
}

/** Types met, by answer and path: what drift is read from. No value is in it. */
export type Shapes = Record<string, Record<string, string[]>>

/** The types at every path of a value, added to those already met. */
export function collectTypes(
  value: unknown,
  into: Record<string, string[]>,
  path = '(the answer)',
  depth = 0,
): void {
  const type = coarse(value)
  const known = typesAt(into, path) ?? []
  if (!known.includes(type))
    Object.defineProperty(into, path, {
      value: [...known, type],
      enumerable: true,
      configurable: true,
      writable: true,
    })
  if (depth > most.depth || Object.keys(into).length > 500) return
  const below = path === '(the answer)' ? '' : path
  if (Array.isArray(value))
    for (const element of value.slice(0, most.elements)) collectTypes(element, into, `${below}[]`, depth + 1)
  else if (isObject(value))
    for (const [key, entry] of Object.entries(value).slice(0, most.fields))
      collectTypes(entry, into, below === '' ? nameOf(key) : `${below}.${nameOf(key)}`, depth + 1)
}

/** What was met at a path. A field may be called `constructor`, so only an object's own are looked at. */
export const typesAt = (types: Record<string, string[]>, path: string): string[] | undefined =>
  Object.hasOwn(types, path) ? types[path] : undefined

/** Null and empty text are both "nothing said"; 4 and 4.5 are both numbers. */
function coarse(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'nothing'
  if (Array.isArray(value)) return value.length === 0 ? 'empty list' : 'list'
  return typeof value === 'string' ? 'text' : typeof value
}

/** Text masked, numbers that could be a telephone number too, lists cut short. */
function masked(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.trim() === '' ? value : '•••'
  if (typeof value === 'number') return Math.abs(value) < 1e8 ? value : '•••'
  if (typeof value !== 'object' || value === null) return value ?? null
  if (depth > most.depth) return '…'
  if (Array.isArray(value)) return value.slice(0, most.sampled).map((entry) => masked(entry, depth + 1))
  const entries = Object.entries(value).slice(0, most.fields)
  return Object.fromEntries(entries.map(([key, entry]) => [nameOf(key), masked(entry, depth + 1)]))
}

/** Text that may be shown: short, and with whatever looks personal masked all the same. */
export const plain = (text: string): string => redactCommon(text).slice(0, most.text)

const nameOf = (key: string) => redactCommon(key).slice(0, most.name)
const squash = (word: string) => word.toLowerCase().replace(/[\s_-]+/g, '')
const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const distinct = <T>(list: T[]): T[] => [...new Map(list.map((one) => [JSON.stringify(one), one])).values()]
