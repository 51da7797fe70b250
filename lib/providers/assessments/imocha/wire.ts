import {
  fieldsOf,
  insideOut,
  isObject,
  listIn,
  readFirst,
  readId,
  readInstant,
  readNumber,
  readText,
  squash,
  type Fields,
  type JsonObject,
} from './wire-values'

/**
 * Reads iMocha's answers, V3 and V2 alike, whatever their case, spacing and wrapping (reference/providers.md §2). Null
 * stands for "not said". Nothing here throws.
 */
export type WireInvitation = { id: string | null; url: string | null; status: string | null }

export type WireSection = {
  id: string | null
  name: string
  points: number | null
  outOf: number | null
  /** Answers carry seconds (§2.6). */
  seconds: number | null
}

export type WireReport = {
  invitationId: string | null
  status: string | null
  /** V2 only: Pending, In progress, Generated. */
  reportStatus: string | null
  attemptedOn: Date | null
  points: number | null
  outOf: number | null
  percent: number | null
  band: string | null
  pdfUrl: string | null
  timeTaken: number | null
  minutes: number | null
  sections: WireSection[]
  skills: WireSection[]
}

export type WireTest = { id: string; name: string; minutes: number | null; status: string | null }
export type WireTestLink = { id: string; name: string; status: string | null }
export type WireEnded = { id: string; status: string | null; email: string | null }

/** `status: "success"` beside `result` describes the call, not the sitting. */
const envelopeWord = /^(?:ok|success|successful|true|\d{3}.*)$/

const readStatus = (value: unknown) => {
  const word = typeof value === 'string' ? readText(value) : null
  return word !== null && !envelopeWord.test(squash(word)) ? word : null
}

const readLine = (value: unknown) => (typeof value === 'string' ? readText(value) : null)

/** What invite, register and reattempt answer. */
export function readInvitation(body: unknown): WireInvitation {
  const fields = insideOut(body)
  return {
    id: readFirst(fields, ['testinvitationid', 'invitationid'], readId),
    url: readFirst(fields, ['testurl', 'taketesturl'], readLine),
    status: readFirst(fields, ['teststatus', 'status'], readStatus),
  }
}

/** A report, or null when nothing that belongs to one was found. */
export function readReport(body: unknown): WireReport | null {
  const fields = insideOut(body)
  const outOf = readFirst(fields, ['totaltestpoints', 'totalscore'], readNumber)
  // V3's `score` is deprecated and says neither points nor percent; V2's stands beside `totalScore`.
  const points = readFirst(
    fields,
    fields.has('totalscore') ? ['candidatepoints', 'score'] : ['candidatepoints'],
    readNumber,
  )
  const report: WireReport = {
    invitationId: readFirst(fields, ['testinvitationid', 'invitationid'], readId),
    status: readFirst(fields, ['teststatus', 'status'], readStatus),
    reportStatus: readFirst(fields, ['reportstatus'], readStatus),
    attemptedOn: readFirst(fields, ['attemptedonutc', 'attemptedon'], readInstant),
    points,
    outOf,
    percent: readFirst(fields, ['scorepercentage', 'candidatepercent'], readNumber),
    band: readFirst(fields, ['performancecategory', 'testresult'], readLine),
    pdfUrl: readFirst(fields, ['pdfreporturl', 'reportpdfurl'], readLine),
    timeTaken: readFirst(fields, ['timetaken'], readNumber),
    minutes: readFirst(fields, ['testduration', 'duration'], readNumber),
    sections: linesIn(fields.get('sections')),
    skills: linesIn(fields.get('skills')),
  }
  const saysSomething =
    report.invitationId ?? report.status ?? report.reportStatus ?? report.points ?? report.attemptedOn
  return saysSomething === null ? null : report
}

/** V2's separate list of sections or skills: `result` is the list, or holds it. */
export const readLines = (body: unknown, name: 'sections' | 'skills'): WireSection[] =>
  linesIn(listIn(body, [name]))

function linesIn(list: unknown): WireSection[] {
  if (!Array.isArray(list)) return []
  return list
    .filter(isObject)
    .slice(0, 100)
    .map((entry) => {
      const fields = fieldsOf(entry)
      return {
        id: readFirst(fields, ['sectionid', 'skillid', 'id'], readText),
        name: readFirst(fields, ['sectionname', 'skillname', 'skill', 'name'], readText) ?? '',
        points: readFirst(fields, ['candidatescore', 'candidatepoints', 'score'], readNumber),
        outOf: readFirst(
          fields,
          ['sectionscore', 'skillscore', 'totalscore', 'totalpoints', 'maxscore'],
          readNumber,
        ),
        seconds: readFirst(fields, ['sectiontimetaken'], readNumber),
      }
    })
}

/** One page of the catalogue, and how many tests there are in all; null when the answer holds no list. */
export function readTests(body: unknown): { tests: WireTest[]; count: number | null } | null {
  const list = listIn(body, ['tests'])
  if (!list) return null
  return {
    tests: list.flatMap((entry) => testIn(fieldsOf(entry))),
    count: readFirst(insideOut(body), ['count', 'totalcount', 'total'], readNumber),
  }
}

/** One test's own page; null when it is none. */
export const readTest = (body: unknown): WireTest | null => testIn(insideOut(body))[0] ?? null

function testIn(fields: Fields): WireTest[] {
  const id = readFirst(fields, ['testid', 'id'], readId)
  if (id === null) return []
  return [
    {
      id,
      name: readFirst(fields, ['testname', 'name'], readText) ?? id,
      minutes: readFirst(fields, ['duration', 'testduration'], readNumber),
      status: readFirst(fields, ['teststatus', 'status'], readStatus),
    },
  ]
}

export const readTestLinks = (body: unknown): WireTestLink[] =>
  (listIn(body, ['testlinks']) ?? []).flatMap((entry) => linkIn(fieldsOf(entry)))

export const readTestLink = (body: unknown): WireTestLink | null => linkIn(insideOut(body))[0] ?? null

function linkIn(fields: Fields): WireTestLink[] {
  const id = readFirst(fields, ['testlinkid', 'id'], readId)
  if (id === null) return []
  return [
    {
      id,
      name: readFirst(fields, ['testlinkname', 'name'], readText) ?? id,
      status: readFirst(fields, ['testlinkstatus', 'status'], readStatus),
    },
  ]
}

/** The settings of a test as they are, without the envelope around them. */
export function readSettings(body: unknown): JsonObject {
  const inner = fieldsOf(body).get('result') ?? body
  return isObject(inner) ? inner : {}
}

/** The lines of candidates/testattempts; null when the answer holds no list. */
export function readEnded(body: unknown): WireEnded[] | null {
  const list = listIn(body, ['testattempts'])
  return (
    list?.flatMap((entry) => {
      const fields = fieldsOf(entry)
      const id = readFirst(fields, ['testinvitationid', 'invitationid'], readId)
      if (id === null) return []
      return [
        {
          id,
          status: readFirst(fields, ['teststatus', 'status'], readStatus),
          email: readFirst(fields, ['email', 'candidateemail', 'candidateemailid', 'emailid'], readLine),
        },
      ]
    }) ?? null
  )
}

/**
 * What an answer amounts to, as an HTTP status: V2 puts `403.4` under HTTP 200, and the shape `{ result: null, errors }`
 * says no whatever its status.
 */
export function statusOf(httpStatus: number, body: unknown): number {
  if (httpStatus >= 400) return httpStatus
  const fields = fieldsOf(body)
  const code = /^\s*(\d{3})(?:\.\d+)?\s*$/.exec(readText(fields.get('statuscode')) ?? '')?.[1]
  if (code !== undefined && Number(code) >= 400) return Number(code)
  const errors = fields.get('errors')
  return Array.isArray(errors) && errors.length > 0 && !fields.has('result') ? 400 : httpStatus
}

/** The provider's own words about a refusal, from any of its three shapes and V2's; null when there are none. */
export function readRefusal(body: unknown): string | null {
  const fields = fieldsOf(body)
  const errors = fields.get('errors')
  const first: unknown = Array.isArray(errors) ? errors[0] : errors
  return (
    readLine(first) ??
    readFirst(fieldsOf(first), ['message', 'description', 'error'], readLine) ??
    readFirst(fields, ['message', 'result', 'description', 'error'], readLine)
  )
}
