import { randomBytes, randomUUID } from 'node:crypto'
import type { Sim } from '@/lib/providers/simulator-host'
import { begunNext, secondsFrom } from './simulator-acts'
import type { Fault } from './simulator-faults'
import { tests, type Language, type TestKey } from './simulator-questions'

const loginSeconds = 300

export type Section = {
  id: number
  test: TestKey
  /** The section that this one repeats under supervision. */
  verifies: number | null
  state: 'Not Started' | 'In Progress' | 'Awaiting Resume' | 'Completed'
  secondsLeft: number
  startedAt: string | null
  deadlineAt: string | null
  endedAt: string | null
  secondsUsed: number
  answers: Record<string, string>
}

/** What one candidate does in one project: everything in one record, so that every change is one step. */
export type Assessment = {
  id: number
  projectId: number
  projectName: string
  candidateId: number
  client: number
  username: string
  name: string
  fault: Fault | null
  redirectUrl: string
  isShort: boolean
  extraPercent: number
  /** Secret; the address of the candidate's pages. */
  seat: string
  hasAgreed: boolean
  language: Language
  submittedAt: string | null
  downloadedAt: string | null
  sections: Section[]
}

type Login = { token: string; assessmentId: number; expiresAt: string; usedAt: string | null }
export type Candidacy = Pick<
  Assessment,
  | 'projectId'
  | 'projectName'
  | 'client'
  | 'username'
  | 'name'
  | 'fault'
  | 'redirectUrl'
  | 'isShort'
  | 'extraPercent'
>

const personKey = (client: number, username: string) => `${client}:${username.toLowerCase()}`

/** The assessment of a username, or undefined. */
export async function findByUsername(sim: Sim, client: number, username: string) {
  const id = await sim.store.get<number>('candidate', personKey(client, username))
  return id === undefined ? undefined : findAssessment(sim, id)
}

export const findAssessment = (sim: Sim, id: number) => sim.store.get<Assessment>('assessment', String(id))

export async function findBySection(sim: Sim, sectionId: number) {
  const id = await sim.store.get<number>('section-owner', String(sectionId))
  return id === undefined ? undefined : findAssessment(sim, id)
}

export async function findBySeat(sim: Sim, seat: string) {
  const id = await sim.store.get<number>('seat', seat)
  return id === undefined ? undefined : findAssessment(sim, id)
}

/** Makes candidate and assessment in one; null when the username is taken, however many ask at once. */
export async function createAssessment(
  sim: Sim,
  who: Candidacy,
  keys: TestKey[],
): Promise<Assessment | null> {
  const first = await nextIds(sim, keys.length + 2)
  const key = personKey(who.client, who.username)
  const owner = await sim.store.update<number>('candidate', key, (current) => current ?? first)
  if (owner !== first) return null
  const assessment: Assessment = {
    ...who,
    id: first,
    candidateId: first + 1,
    seat: randomBytes(16).toString('base64url'),
    hasAgreed: false,
    language: 'en',
    submittedAt: null,
    downloadedAt: null,
    sections: keys.map((test, index) => newSection(first + 2 + index, test, null, who.extraPercent)),
  }
  await sim.store.update<Assessment>('assessment', String(assessment.id), () => assessment)
  await sim.store.update<number>('seat', assessment.seat, () => assessment.id)
  for (const { id } of assessment.sections)
    await sim.store.update<number>('section-owner', String(id), () => assessment.id)
  return assessment
}

/** A token that logs its candidate in, once, within five minutes. */
export async function mintLogin(sim: Sim, assessmentId: number, isDead: boolean): Promise<string> {
  const token = randomUUID()
  const expiresAt = secondsFrom(sim.now(), isDead ? -1 : loginSeconds)
  await sim.store.update<Login>('login', token, () => ({ token, assessmentId, expiresAt, usedAt: null }))
  return token
}

/** Uses a login token. Gives back the assessment it opens, or why not. */
export async function redeemLogin(
  sim: Sim,
  token: string,
): Promise<Assessment | 'unknown' | 'used' | 'expired'> {
  const known = await sim.store.get<Login>('login', token)
  if (!known) return 'unknown'
  if (sim.now() >= new Date(known.expiresAt)) return 'expired'
  let isFirst = false
  const login = await sim.store.update<Login>('login', token, (current) => {
    isFirst = current?.usedAt === null
    return { ...known, usedAt: current?.usedAt ?? sim.now().toISOString() }
  })
  if (!isFirst) return 'used'
  const assessment = await findAssessment(sim, login.assessmentId)
  if (!assessment) return 'unknown'
  return assessment.isShort
    ? changeAssessment(sim, assessment.id, (current) => begunNext(current, sim.now()))
    : assessment
}

/** Changes one assessment as it stands at this moment: sections whose time is over have ended by then. */
export function changeAssessment(
  sim: Sim,
  id: number,
  change: (current: Assessment) => Assessment,
): Promise<Assessment> {
  return sim.store.update<Assessment>('assessment', String(id), (current) => {
    if (!current) throw new Error('an assessment vanished while it was being changed')
    return change(asOf(current, sim.now()))
  })
}

/** The assessment at an instant: a section's clock runs whether or not anybody looks, and what was saved counts. */
export const asOf = (assessment: Assessment, now: Date): Assessment => ({
  ...assessment,
  sections: assessment.sections.map((section) =>
    section.state === 'In Progress' && section.deadlineAt !== null && now >= new Date(section.deadlineAt)
      ? { ...section, state: 'Completed', endedAt: section.deadlineAt, ...usedUp(section) }
      : section,
  ),
})

/** A fresh section in place of one; the overall marks and the submission go with the old one. Null for no such section. */
export async function resetSection(sim: Sim, assessmentId: number, sectionId: number): Promise<boolean> {
  const id = await nextIds(sim, 1)
  let isDone = false
  await changeAssessment(sim, assessmentId, (current) => {
    const old = current.sections.find((section) => section.id === sectionId)
    isDone = old !== undefined
    if (!old) return current
    const fresh = newSection(id, old.test, old.verifies, current.extraPercent)
    const sections = current.sections.map((section) => (section.id === sectionId ? fresh : section))
    return { ...current, sections, submittedAt: null, downloadedAt: null }
  })
  if (isDone) await sim.store.update<number>('section-owner', String(id), () => assessmentId)
  return isDone
}

/** Adds the verification of a section; false when there is one already. */
export async function addVerification(sim: Sim, assessmentId: number, sectionId: number): Promise<boolean> {
  const id = await nextIds(sim, 1)
  let isNew = false
  await changeAssessment(sim, assessmentId, (current) => {
    const section = current.sections.find((candidate) => candidate.id === sectionId)
    isNew = section !== undefined && !current.sections.some(({ verifies }) => verifies === sectionId)
    if (!section || !isNew) return current
    return {
      ...current,
      sections: [...current.sections, newSection(id, section.test, sectionId, current.extraPercent)],
    }
  })
  if (isNew) await sim.store.update<number>('section-owner', String(id), () => assessmentId)
  return isNew
}

export const minutesOf = ({ test, verifies }: Section) =>
  verifies === null ? tests[test].minutes : tests[test].verificationMinutes

/** Ids of everything come from one row of numbers, as in a database that has been used for years. */
async function nextIds(sim: Sim, count: number): Promise<number> {
  const next = await sim.store.update<number>('counter', 'ids', (current) => (current ?? 91_833) + count)
  return next - count
}

const newSection = (id: number, test: TestKey, verifies: number | null, extraPercent: number): Section => ({
  id,
  test,
  verifies,
  state: 'Not Started',
  secondsLeft: Math.round(
    (verifies === null ? tests[test].minutes : tests[test].verificationMinutes) *
      60 *
      (1 + extraPercent / 100),
  ),
  startedAt: null,
  deadlineAt: null,
  endedAt: null,
  secondsUsed: 0,
  answers: {},
})

const usedUp = (section: Section) => ({
  secondsLeft: 0,
  secondsUsed: section.secondsUsed + section.secondsLeft,
})
