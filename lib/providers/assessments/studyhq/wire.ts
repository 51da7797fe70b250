/**
 * Reads StudyHQ's answers. Only the word `Recommendations` and the name `redirect-url` are documented
 * (reference/providers.md §1.3–1.4), so keys are compared without case, spaces, hyphens and underscores, one level of
 * wrapping is looked through, and values are taken in any sensible spelling. Nothing here throws.
 */
export type JsonObject = Record<string, unknown>

export type WireLink = { url: string | null; expiresAt: Date | null; expiresInSeconds: number | null }

export type WireCourse = { name: string; score: number | null; rank: number | null; raw: JsonObject }

export type WireItem = {
  status: string | null
  externalId: string | null
  startedAt: Date | null
  finishedAt: Date | null
  /** `unit` null: whatever the connection says StudyHQ counts in. */
  duration: { amount: number; unit: 'minutes' | 'seconds' | null } | null
  /** Absent, null and empty all mean "none yet". */
  courses: WireCourse[] | null
}

/** `isReadable` false: JSON in which nothing we know was found, which is not the same as "no record yet". */
export type WireAnswer = { items: WireItem[]; isReadable: boolean }

const links = ['redirecturl', 'url', 'link']
const expiries = ['expiresat', 'expiry', 'validtill']
const lifetimes = ['expiresin']
const wrappers = ['data', 'result', 'response']

const lists = ['assessments', 'data', 'result', 'results', 'items']
const statuses = ['status', 'assessmentstatus', 'state']
const durations = ['duration', 'timetaken', 'durationinminutes']
const starts = ['startedat', 'createdat']
const ends = ['completedat', 'submittedat']
const ids = ['assessmentid', 'id', 'attemptid']
const courseLists = ['recommendations', 'recommendedcourses']
const courseNames = ['coursename', 'course', 'name', 'title']
const scores = ['score', 'matchscore', 'percentage']
const ranks = ['rank']

/** `status: "success"` beside `data` describes the call, not the sitting. */
const envelopeWord = /^(?:ok|success|successful|true|\d{3})$/
const errorWord = /^(?:error|fail|failed|failure|false)$/

/** Compares words as StudyHQ might spell them: `In Progress`, `in_progress` and `IN-PROGRESS` are one word. */
export const squash = (word: string): string => word.toLowerCase().replace(/[\s_-]+/g, '')

/** The start link and what is said about its end, from the top level or inside data, result or response. */
export function readLink(body: unknown): WireLink {
  const top = fieldsOf(firstObject(body))
  const places = [top, ...wrappers.map((name) => fieldsOf(firstObject(top.get(name))))]
  const find = <T>(names: string[], read: (value: unknown) => T | null): T | null => {
    for (const place of places) {
      for (const name of names) {
        const value = read(place.get(name))
        if (value !== null) return value
      }
    }
    return null
  }
  const asText = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value.trim() : null)
  return {
    url: find(links, asText),
    expiresAt: find(expiries, readInstant),
    expiresInSeconds: find(lifetimes, readNumber),
  }
}

/** Every sitting in an answer of get-assessments-info: a list, a wrapped list, one object, or nothing. */
export function readAssessments(body: unknown): WireAnswer {
  const objects = sittingsIn(body)
  if (objects === null) return { items: [], isReadable: false }
  const items = objects.map(readItem)
  const [only] = items
  // One sitting whose recommendations stand beside the list rather than in it; with two nobody could tell whose they are.
  if (items.length === 1 && only?.courses === null && isObject(body))
    only.courses = readCourses(insideOut(body))
  return { items, isReadable: true }
}

function sittingsIn(body: unknown): JsonObject[] | null {
  if (body === null || body === undefined || body === '') return []
  if (Array.isArray(body)) return sittingsInList(body)
  if (!isObject(body)) return null
  const top = fieldsOf(body)
  const inner = lists.flatMap((name) => (isObject(top.get(name)) ? [top.get(name) as JsonObject] : []))
  const list = [top, ...inner.map(fieldsOf)]
    .flatMap((place) => lists.map((name) => place.get(name)))
    .find(Array.isArray)
  const listed = list ? sittingsInList(list) : null
  if (listed !== null) return listed
  if (describesSitting(top)) return [body]
  const single = inner.find((object) => describesSitting(fieldsOf(object)))
  if (single) return [single]
  const saysNothing =
    list === undefined &&
    (top.size === 0 || emptyListNamed(body) || inner.some((o) => Object.keys(o).length === 0))
  return saysNothing ? [] : null
}

function sittingsInList(list: unknown[]): JsonObject[] | null {
  if (list.length === 0) return []
  const objects = list.filter(isObject).flatMap((element) => {
    const nested = lists.map((name) => fieldsOf(element).get(name)).find(Array.isArray)
    if (describesSitting(fieldsOf(element))) return [element]
    if (nested) return nested.filter(isObject).filter((inside) => describesSitting(fieldsOf(inside)))
    return describesSitting(insideOut(element)) ? [element] : []
  })
  return objects.length > 0 ? objects : null
}

const emptyListNamed = (body: JsonObject) =>
  Object.entries(body).some(([key, value]) => lists.includes(squash(key)) && value === null)

function describesSitting(fields: Map<string, unknown>): boolean {
  if (
    [...durations, ...starts, ...ends, ...courseLists, 'assessmentid', 'attemptid'].some((name) =>
      fields.has(name),
    )
  )
    return true
  const status = squash(readText(firstOf(fields, statuses)) ?? '')
  if (status === '' || envelopeWord.test(status)) return false
  return !(errorWord.test(status) && ['message', 'error', 'errors'].some((name) => fields.has(name)))
}

function readItem(object: JsonObject): WireItem {
  const fields = insideOut(object)
  return {
    status: readText(firstOf(fields, statuses)),
    externalId: readText(firstOf(fields, ids)),
    startedAt: readFirst(fields, starts, readInstant),
    finishedAt: readFirst(fields, ends, readInstant),
    duration: readDuration(fields),
    courses: readCourses(fields),
  }
}

function readCourses(fields: Map<string, unknown>): WireCourse[] | null {
  const list = courseLists.map((name) => fields.get(name)).find(Array.isArray)
  if (!list) return null
  return list.flatMap((entry): WireCourse[] => {
    if (!isObject(entry)) {
      const name = typeof entry === 'string' ? readText(entry) : null
      return name === null ? [] : [{ name, score: null, rank: null, raw: {} }]
    }
    const course = fieldsOf(entry)
    const name = readCourseName(course)
    if (name === null) return []
    return [
      {
        name,
        score: readFirst(course, scores, readNumber),
        rank: readFirst(course, ranks, readNumber),
        raw: entry,
      },
    ]
  })
}

const readCourseName = (course: Map<string, unknown>) =>
  readFirst(course, courseNames, (value) =>
    isObject(value) ? readFirst(fieldsOf(value), courseNames, readText) : readText(value),
  )

function readDuration(fields: Map<string, unknown>): WireItem['duration'] {
  for (const name of durations) {
    const value = fields.get(name)
    const clock =
      typeof value === 'string' ? /^(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:\.\d+)?$/.exec(value.trim()) : null
    if (clock) {
      const [hours, minutes, seconds] = [clock[1], clock[2], clock[3]].map((part) => Number(part ?? 0)) as [
        number,
        number,
        number,
      ]
      return { amount: hours * 3600 + minutes * 60 + seconds, unit: 'seconds' }
    }
    const amount = readNumber(value)
    if (amount !== null) return { amount, unit: name === 'durationinminutes' ? 'minutes' : null }
  }
  return null
}

/** Finite number from a number, `"42"` or `"87%"`; empty text is no number (never zero). */
export function readNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'string' || !/^\s*[+-]?\d{1,15}(?:\.\d{1,15})?\s*%?\s*$/.test(value)) return null
  return Number(value.replace('%', ''))
}

/**
 * Instant from epoch seconds or milliseconds, ISO text or `/Date(ms)/`. Text without a zone is read as UTC: were it
 * Indian time, reading it as such could make a fresh sitting look older than our attempt and hide its result.
 */
export function readInstant(value: unknown): Date | null {
  if (typeof value === 'string') {
    const text = value.trim()
    const dotNet = /^\/Date\((\d{9,14})/.exec(text)
    if (dotNet) return plausible(Number(dotNet[1]))
    const iso = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d{1,9})?\s*(Z|[+-]\d\d:?\d\d)?)?$/i.exec(
      text,
    )
    if (iso) return plausible(Date.parse(`${iso[1]}T${iso[2] ?? '00:00'}${zoneOf(iso[3])}`))
  }
  const number = readNumber(value)
  return number === null ? null : plausible(number > 1e11 ? number : number * 1000)
}

const zoneOf = (zone: string | undefined) =>
  zone === undefined || zone.toUpperCase() === 'Z' ? 'Z' : zone.replace(/^(.\d\d):?(\d\d)$/, '$1:$2')

const plausible = (milliseconds: number) =>
  milliseconds >= Date.UTC(2000, 0) && milliseconds < Date.UTC(2100, 0) ? new Date(milliseconds) : null

function readText(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const firstObject = (value: unknown): unknown => (Array.isArray(value) ? value.find(isObject) : value)

/** Fields by squashed key; null and empty text count as absent, and the first spelling wins. */
function fieldsOf(value: unknown): Map<string, unknown> {
  const fields = new Map<string, unknown>()
  if (!isObject(value)) return fields
  for (const [key, entry] of Object.entries(value)) {
    const name = squash(key)
    if (entry !== null && entry !== '' && !fields.has(name)) fields.set(name, entry)
  }
  return fields
}

/** An object's own fields, then those one wrapper below that it does not have itself. */
function insideOut(object: JsonObject): Map<string, unknown> {
  const fields = fieldsOf(object)
  for (const wrapper of wrappers) {
    for (const [name, entry] of fieldsOf(fields.get(wrapper))) if (!fields.has(name)) fields.set(name, entry)
  }
  return fields
}

const firstOf = (fields: Map<string, unknown>, names: string[]) =>
  names.map((name) => fields.get(name)).find((value) => value !== undefined)

function readFirst<T>(
  fields: Map<string, unknown>,
  names: string[],
  read: (value: unknown) => T | null,
): T | null {
  for (const name of names) {
    const value = read(fields.get(name))
    if (value !== null) return value
  }
  return null
}
