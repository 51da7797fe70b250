import { randomBytes } from 'node:crypto'
import type { Sim } from '@/lib/providers/simulator-host'
import { questions, type Language } from './simulator-questions'

const linkLifeSeconds = 900
export const testSeconds = 20 * 60

/** One address in one project. Only its newest link works: `link` is cleared by use and replaced by the next one. */
export type Person = { key: string; name: string; link: string | null; sittingIds: string[] }
type Link = { id: string; personKey: string; expiresAt: string; usedAt: string | null }
export type Sitting = {
  /** Secret; the address of the test page. */
  id: string
  /** The id that results carry. */
  assessmentId: string
  status: 'In Progress' | 'Completed' | 'Abandoned' | 'Expired'
  startedAt: string
  deadlineAt: string
  secondsLeft: number
  finishedAt: string | null
  answers: Record<string, string>
  language: Language
}

export type LinkState =
  { state: 'open'; personKey: string } | { state: 'used' | 'replaced' | 'expired' | 'unknown' }

/** Makes a link for a person (made on the way) and ends the one before it. Gives back the link's id. */
export async function mintLink(sim: Sim, personKey: string, name: string): Promise<string> {
  const id = randomBytes(16).toString('base64url')
  const expiresAt = secondsFrom(sim.now(), linkLifeSeconds)
  await sim.store.update<Link>('link', id, () => ({ id, personKey, expiresAt, usedAt: null }))
  await sim.store.update<Person>('person', personKey, (person) => ({
    key: personKey,
    name,
    link: id,
    sittingIds: person?.sittingIds ?? [],
  }))
  return id
}

/** Looks at a link without using it. */
export async function lookAtLink(sim: Sim, id: string): Promise<LinkState> {
  const link = await sim.store.get<Link>('link', id)
  if (!link) return { state: 'unknown' }
  if (link.usedAt !== null) return { state: 'used' }
  if (sim.now() >= new Date(link.expiresAt)) return { state: 'expired' }
  const person = await sim.store.get<Person>('person', link.personKey)
  return person?.link === id ? { state: 'open', personKey: link.personKey } : { state: 'replaced' }
}

/** Uses a link, once, and opens the unfinished sitting or a new one. Gives back the sitting's id, or why not. */
export async function beginSitting(sim: Sim, linkId: string): Promise<{ sittingId: string } | LinkState> {
  const seen = await lookAtLink(sim, linkId)
  if (seen.state !== 'open') return seen
  const now = sim.now()
  let isFirst = false
  const link = await sim.store.update<Link>('link', linkId, (current) => {
    isFirst = current?.usedAt === null
    if (!current) throw new Error('a link vanished while it was being used')
    return { ...current, usedAt: current.usedAt ?? now.toISOString() }
  })
  if (!isFirst) return { state: 'used' }
  const last = (await sittingsOf(sim, link.personKey)).at(-1)
  const isUnfinished = last && ['In Progress', 'Abandoned'].includes(statusOf(last, now))
  const sittingId = isUnfinished ? last.id : randomBytes(16).toString('base64url')
  await sim.store.update<Sitting>('sitting', sittingId, (current) =>
    current ? resumed(current, now) : opened(sittingId, now),
  )
  await sim.store.update<Person>('person', link.personKey, (person) => {
    if (!person) throw new Error('a person vanished while beginning a test')
    const sittingIds = isUnfinished ? person.sittingIds : [...person.sittingIds, sittingId]
    return { ...person, link: person.link === linkId ? null : person.link, sittingIds }
  })
  return { sittingId }
}

/** Sittings of one person, oldest first. */
export async function sittingsOf(sim: Sim, personKey: string): Promise<Sitting[]> {
  const person = await sim.store.get<Person>('person', personKey)
  const found = await Promise.all(
    (person?.sittingIds ?? []).map((id) => sim.store.get<Sitting>('sitting', id)),
  )
  return found.filter((sitting) => sitting !== undefined)
}

/** What a person did on the test page: keep the answers, and save, finish, leave or change language. */
export async function actOnSitting(sim: Sim, id: string, form: URLSearchParams): Promise<void> {
  const now = sim.now()
  await sim.store.update<Sitting>('sitting', id, (sitting) => {
    if (!sitting) throw new Error('a sitting vanished while it was being answered')
    if (statusOf(sitting, now) !== 'In Progress') return { ...sitting, status: statusOf(sitting, now) }
    const answered = { ...sitting, answers: { ...sitting.answers, ...answersIn(form) } }
    const ended = { ...answered, secondsLeft: secondsLeftOf(sitting, now), finishedAt: now.toISOString() }
    if (form.get('do') === 'finish') return { ...ended, status: 'Completed' }
    if (form.get('do') === 'leave') return { ...ended, status: 'Abandoned' }
    if (form.get('do') === 'hi' || form.get('do') === 'en')
      return { ...answered, language: form.get('do') === 'hi' ? 'hi' : 'en' }
    return answered
  })
}

/** The status at an instant: the test's own clock runs whether or not anybody looks. */
export const statusOf = (sitting: Sitting, now: Date): Sitting['status'] =>
  sitting.status === 'In Progress' && now >= new Date(sitting.deadlineAt) ? 'Expired' : sitting.status

export const secondsLeftOf = (sitting: Sitting, now: Date) =>
  Math.max(0, Math.ceil((new Date(sitting.deadlineAt).getTime() - now.getTime()) / 1000))

const opened = (id: string, now: Date): Sitting => ({
  id,
  assessmentId: `asm_${randomBytes(8).toString('hex')}`,
  status: 'In Progress',
  startedAt: now.toISOString(),
  deadlineAt: secondsFrom(now, testSeconds),
  secondsLeft: testSeconds,
  finishedAt: null,
  answers: {},
  language: 'en',
})

/** Leaving stopped the test's clock; it runs on from there. */
const resumed = (sitting: Sitting, now: Date): Sitting =>
  sitting.status === 'Abandoned'
    ? {
        ...sitting,
        status: 'In Progress',
        finishedAt: null,
        deadlineAt: secondsFrom(now, Math.max(60, sitting.secondsLeft)),
      }
    : sitting

function answersIn(form: URLSearchParams): Record<string, string> {
  return Object.fromEntries(
    questions.flatMap(({ id, options }) => {
      const chosen = options.find((option) => option.id === form.get(id))
      return chosen ? [[id, chosen.id]] : []
    }),
  )
}

const secondsFrom = (now: Date, seconds: number) => new Date(now.getTime() + seconds * 1000).toISOString()
