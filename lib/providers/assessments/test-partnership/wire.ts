/**
 * Reads Test Partnership's answers (reference/providers.md §3.2, §3.8). Keys are compared without case, spaces, hyphens
 * and underscores; one number may come as a number, as text, as "" or as null; ids are misspelt. Nothing here throws.
 */
export type JsonObject = Record<string, unknown>

export type WireError = { key: string; message: string }

/** `fields` holds the answer's top level by squashed key; `isReadable` false: no object was found in it. */
export type WireAnswer = { fields: Map<string, unknown>; errors: WireError[]; isReadable: boolean }

export type WireSection = { id: string; name: string; minutes: number | null }

export type WireAssessment = { id: string; projectName: string | null; sections: WireSection[] }

export type WireScale = { name: string; sten: number | null; z: number | null }

export type WireGroup = { name: string; sten: number | null; reportType: string | null }

export type WireTest = {
  id: string | null
  name: string
  status: string | null
  /** Unit doubtful, and 0 for completed tests in the guide's own sample. */
  time: number | null
  z: number | null
  percentile: number | null
  sten: number | null
  t: number | null
  verification: string | null
  endTime: string | null
  scales: WireScale[]
  groups: WireGroup[]
}

/** What the status and the scores call say; the status call leaves most of it out. */
export type WireSheet = {
  status: string | null
  submittedAt: Date | null
  score: number | null
  z: number | null
  percentile: number | null
  t: number | null
  norm: string | null
  tests: WireTest[]
}

const most = { tests: 60, lines: 300, errors: 20, text: 300 }

/** Compares words as they might be spelt: `In Progress`, `in_progress` and `INPROGRESS` are one word. */
export const squash = (word: string): string => word.toLowerCase().replace(/[\s_-]+/g, '')

/** The answer's fields and its complaints. `Errors` may be absent, null, a list, one object or plain words. */
export function readAnswer(body: unknown): WireAnswer {
  const fields = fieldsOf(body)
  const raw = fields.get('errors') ?? fields.get('error')
  const list = Array.isArray(raw) ? raw : raw === undefined ? [] : [raw]
  const errors = list.slice(0, most.errors).flatMap((entry): WireError[] => {
    if (!isObject(entry)) return readText(entry) === null ? [] : [{ key: '', message: readText(entry) ?? '' }]
    const line = fieldsOf(entry)
    const said = { key: readText(line.get('key')) ?? '', message: readText(line.get('message')) ?? '' }
    return said.key === '' && said.message === '' ? [] : [said]
  })
  return { fields, errors, isReadable: isObject(body) }
}

/** The errors about one parameter, whichever way its name is spelt. */
export const aboutKey = (errors: WireError[], ...keys: string[]): WireError | undefined =>
  errors.find(({ key }) => keys.some((wanted) => squash(wanted) === squash(key)))

/** A token, of the client or of an assessment: 36 characters in the guide, any word of letters, digits and dashes here. */
export function readToken(answer: WireAnswer, name: 'AccessToken' | 'AssessmentToken'): string | null {
  const token = readText(answer.fields.get(squash(name)))
  return token !== null && /^[\w-]{8,128}$/.test(token) ? token : null
}

/** What creating gave back; null when no assessment stands in the answer (`Id: 0` is none). */
export function readCreated(answer: WireAnswer): (WireAssessment & { username: string | null }) | null {
  const raw = answer.fields.get('assessment')
  const assessment = readAssessment(Array.isArray(raw) ? raw.find(isObject) : raw)
  return assessment && { ...assessment, username: readText(answer.fields.get('username')) }
}

/** Whether the username is taken: `"True"`, or an error that says `False`; null when the answer says neither. */
export function readIsCandidate(answer: WireAnswer): boolean | null {
  return (
    readFlag(answer.fields.get('iscandidate')) ??
    readFlag(aboutKey(answer.errors, 'IsCandidate')?.message) ??
    null
  )
}

/** The assessments of one candidate, those with an id. */
export function readAssessments(answer: WireAnswer): WireAssessment[] {
  const raw = answer.fields.get('assessments') ?? answer.fields.get('assessment')
  const list = Array.isArray(raw) ? raw : [raw]
  return list.slice(0, most.tests).flatMap((entry) => readAssessment(entry) ?? [])
}

/** The status and scores of one assessment. */
export function readSheet({ fields }: WireAnswer): WireSheet {
  return {
    status: readText(fields.get('status')),
    submittedAt: readUtcInstant(fields.get('submissiondate')),
    score: readNumber(fields.get('score')),
    z: readNumber(fields.get('zscore')),
    percentile: readNumber(fields.get('percentilescore')),
    t: readNumber(fields.get('tscore')),
    norm: firstText(fields, ['norm', 'normgroup', 'normname', 'comparisongroup']),
    tests: objectsIn(fields.get('tests'), most.tests).flatMap(readTest),
  }
}

/** Nothing for an entry that names no test, such as the guide's `{to N Test Details}`. */
function readTest(object: JsonObject): WireTest[] {
  const fields = fieldsOf(object)
  const id = readId(firstOf(fields, sectionIds))
  const name = firstText(fields, ['testname', 'assessmentsectionname', 'name']) ?? ''
  return id === null && name === '' ? [] : [{ id, name, ...readResult(fields) }]
}

function readResult(fields: Map<string, unknown>): Omit<WireTest, 'id' | 'name'> {
  return {
    status: firstText(fields, ['teststatus', 'status']),
    time: readNumber(fields.get('testtime')),
    z: readNumber(fields.get('zscore')),
    percentile: readNumber(fields.get('percentilescore')),
    sten: readNumber(fields.get('stenscore')),
    t: readNumber(fields.get('tscore')),
    verification: readText(fields.get('verification')),
    endTime: readText(fields.get('endtime')),
    scales: objectsIn(fields.get('scales'), most.lines).flatMap(readScale),
    groups: objectsIn(fields.get('groups'), most.lines).flatMap(readGroup),
  }
}

function readScale(object: JsonObject): WireScale[] {
  const fields = fieldsOf(object)
  const name = firstText(fields, ['scale', 'name'])
  if (name === null) return []
  return [{ name, sten: readNumber(fields.get('stenscore')), z: readNumber(fields.get('zscore')) }]
}

function readGroup(object: JsonObject): WireGroup[] {
  const fields = fieldsOf(object)
  const name = firstText(fields, ['group', 'name'])
  if (name === null) return []
  const sten = readNumber(fields.get('stenscore')) ?? readNumber(fields.get('roundedstenscore'))
  return [{ name, sten, reportType: readText(fields.get('reporttype')) }]
}

const sectionIds = ['id', 'assessmentsectiondid', 'assessmentsectionid', 'testid']

function readAssessment(value: unknown): WireAssessment | null {
  const fields = fieldsOf(value)
  const id = readId(firstOf(fields, ['id', 'assessmentid', 'assessmentsid']))
  if (id === null) return null
  const sections = objectsIn(firstOf(fields, ['tests', 'assessmentsections']), most.tests)
  return { id, projectName: readText(fields.get('projectname')), sections: sections.flatMap(readSection) }
}

function readSection(object: JsonObject): WireSection[] {
  const fields = fieldsOf(object)
  const id = readId(firstOf(fields, sectionIds))
  if (id === null) return []
  const name = firstText(fields, ['testname', 'assessmentsectionname', 'name']) ?? ''
  return [{ id, name, minutes: readNumber(fields.get('testminutes')) }]
}

/** A positive whole number, as digits: 0 stands for "none". */
export function readId(value: unknown): string | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value > 0 ? String(value) : null
  if (typeof value !== 'string' || !/^\s*\d{1,18}\s*$/.test(value)) return null
  const digits = value.trim().replace(/^0+/, '')
  return digits === '' ? null : digits
}

/** Finite number from a number or numeric text; "" and null mean that there is none, never zero. */
export function readNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'string' || !/^\s*[+-]?\d{1,15}(?:\.\d{1,15})?\s*$/.test(value)) return null
  return Number(value)
}

/** Yes or no in words: `Boolean("False")` would be yes. */
export function readFlag(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value
  const word = squash(readText(value) ?? '')
  if (['true', 'yes', '1'].includes(word)) return true
  return ['false', 'no', '0'].includes(word) ? false : null
}

/** SubmissionDate is UTC without a Z, which JavaScript alone would take for local time. */
export function readUtcInstant(value: unknown): Date | null {
  const said =
    typeof value === 'string'
      ? /^\s*(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d{1,9})?\s*(Z|[+-]\d\d:?\d\d)?)?\s*$/i.exec(
          value,
        )
      : null
  if (!said) return null
  const zone = (said[3] ?? 'Z').replace(/^(.\d\d):?(\d\d)$/, '$1:$2').toUpperCase()
  return plausible(Date.parse(`${said[1]}T${said[2] ?? '00:00'}${zone}`))
}

/**
 * EndTime: `06/03/2017 10:32:20`, no zone (taken as UTC), day or month first as the connection says. A date that cannot
 * be read that way is read the other way; ISO text is taken too.
 */
export function readEndTime(text: string | null, order: 'dd/MM' | 'MM/dd'): Date | null {
  if (text === null) return null
  const said = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[T ]+(\d{1,2}):(\d\d)(?::(\d\d))?)?\s*$/.exec(text)
  if (!said) return readUtcInstant(text)
  const [first = 0, second = 0, year = 0, hours = 0, minutes = 0, seconds = 0] = said
    .slice(1)
    .map((part) => Number(part ?? 0))
  const dayFirst = instantOf(year, second, first, [hours, minutes, seconds])
  const monthFirst = instantOf(year, first, second, [hours, minutes, seconds])
  return order === 'dd/MM' ? (dayFirst ?? monthFirst) : (monthFirst ?? dayFirst)
}

function instantOf(year: number, month: number, day: number, [h, m, s]: [number, number, number]) {
  if (h > 23 || m > 59 || s > 59) return null
  const at = new Date(Date.UTC(year, month - 1, day, h, m, s))
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? plausible(at.getTime()) : null
}

const plausible = (milliseconds: number) =>
  milliseconds >= Date.UTC(2000, 0) && milliseconds < Date.UTC(2100, 0) ? new Date(milliseconds) : null

function readText(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, most.text) : null
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const objectsIn = (value: unknown, longest: number): JsonObject[] =>
  (Array.isArray(value) ? value : isObject(value) ? [value] : []).slice(0, longest).filter(isObject)

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

const firstOf = (fields: Map<string, unknown>, names: string[]) =>
  names.map((name) => fields.get(name)).find((value) => value !== undefined)

const firstText = (fields: Map<string, unknown>, names: string[]) => readText(firstOf(fields, names))
