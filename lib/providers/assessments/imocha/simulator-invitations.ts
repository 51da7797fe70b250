import { randomBytes } from 'node:crypto'
import type { Sim } from '@/lib/providers/simulator-host'
import { announce } from './simulator-callbacks'
import { faultFor } from './simulator-faults'
import { findTest, minutesOf, questionsOf, type Language } from './simulator-tests'

// What the fake vendor remembers: one invitation per test and address until it was sat, and the sitting it led to.

export type Status =
  'Pending' | 'In Progress' | 'Complete' | 'Test Left' | 'Terminated' | 'Expired' | 'Cancelled'

/** One invitation and the sitting it led to. Times are ISO text. */
export type Invitation = {
  /** 64-bit, as text. */
  id: string
  account: string
  /** Which generation of the API made it: V2's callbacks are others. */
  version: 'v3' | 'v2'
  testId: string
  email: string
  name: string
  callbackUrl: string | null
  redirectUrl: string | null
  hideInstruction: boolean
  opensAt: string | null
  closesAt: string | null
  status: Status
  /** Secrets: of the start link, of the sitting's page, of the report's address. */
  key: string
  sittingKey: string
  reportKey: string
  startedAt: string | null
  endedAt: string | null
  deadlineAt: string | null
  section: number
  sectionStartedAt: string | null
  sectionSeconds: number[]
  answers: Record<string, string>
  language: Language
}

/** What an invite or reattempt says about one invitation; null leaves as it was. */
export type Asked = Pick<Invitation, 'account' | 'version' | 'testId' | 'email' | 'name'> &
  Partial<Pick<Invitation, 'callbackUrl' | 'redirectUrl' | 'hideInstruction' | 'opensAt' | 'closesAt'>>

type Candidate = { ids: string[] }
export const ended: Status[] = ['Complete', 'Test Left', 'Terminated']
const firstIds: Record<string, string> = { acme: '2256212', horizon: '9007199254740993' }
const secret = () => randomBytes(16).toString('base64url')
const candidateKey = ({ account, testId, email }: Pick<Asked, 'account' | 'testId' | 'email'>) =>
  `${account}:${testId}:${email}`

/** The invitation this address has for this test, made if there is none; an unfinished one takes the new window over. */
export async function invite(sim: Sim, asked: Asked): Promise<Invitation> {
  const fault = faultFor(asked.email, sim)
  const known = await sim.store.get<Candidate>('candidate', candidateKey(asked))
  const fresh = known?.ids.length ? null : await created(sim, asked, undefined)
  if (fresh && fault === 'finished-before') return satBefore(sim, fresh)
  if (fresh) return fresh
  const id = known?.ids.at(-1) ?? ''
  return change(sim, id, (invitation) => {
    if (ended.includes(invitation.status) || invitation.status === 'In Progress') return invitation
    return { ...invitation, ...renewed(asked), name: asked.name, status: 'Pending', endedAt: null }
  })
}

/** A new invitation in place of a finished one; an unfinished one as invite does; null while it is being sat. */
export async function reattempt(sim: Sim, id: string, asked: Partial<Asked>): Promise<Invitation | null> {
  const invitation = await look(sim, id)
  if (!invitation || invitation.status === 'In Progress') return null
  const { opensAt = null, closesAt = null } = asked
  const inherited: Asked = { ...invitation, ...withoutNulls(asked), opensAt, closesAt }
  if (!ended.includes(invitation.status)) return invite(sim, inherited)
  const current = (await sim.store.get<Candidate>('candidate', candidateKey(inherited)))?.ids.at(-1)
  const latest = current === undefined ? undefined : await look(sim, current)
  if (latest && latest.id !== id && !ended.includes(latest.status))
    return latest.status === 'In Progress' ? null : invite(sim, inherited)
  return created(sim, inherited, current)
}

/** Ends an invitation that nobody has begun; null when it is not pending. */
export async function cancel(sim: Sim, id: string): Promise<Invitation | null> {
  let isDone = false
  const after = await change(sim, id, (invitation) => {
    isDone = invitation.status === 'Pending'
    return isDone ? { ...invitation, status: 'Cancelled', endedAt: sim.now().toISOString() } : invitation
  })
  return isDone ? after : null
}

/** An invitation as it stands now: the window and the test's own clock run whether or not anybody looks. */
export async function look(sim: Sim, id: string): Promise<Invitation | undefined> {
  const invitation = await sim.store.get<Invitation>('invitation', id)
  if (!invitation) return undefined
  return settled(invitation, sim.now()).status === invitation.status
    ? invitation
    : change(sim, id, (current) => current)
}

/** An account's own invitation; nobody hears of another account's. */
export async function findOwn(sim: Sim, account: string, id: string): Promise<Invitation | undefined> {
  const invitation = await look(sim, id)
  return invitation?.account === account ? invitation : undefined
}

/** Every invitation of an account, as it stands now. */
export async function lookAtAll(sim: Sim, account: string): Promise<Invitation[]> {
  const all = await sim.store.list<Invitation>('invitation')
  const own = await Promise.all(
    all.filter((invitation) => invitation.account === account).map(({ id }) => look(sim, id)),
  )
  return own.filter((invitation) => invitation !== undefined)
}

/** The invitation behind a secret of its link, its sitting or its report. */
export async function findBySecret(sim: Sim, key: string): Promise<Invitation | undefined> {
  const id = key === '' ? undefined : await sim.store.get<string>('secret', key)
  return id === undefined ? undefined : look(sim, id)
}

/** Begins a pending invitation; anything else is left as it is. */
export const begin = (sim: Sim, id: string): Promise<Invitation> =>
  change(sim, id, (invitation) => {
    if (invitation.status !== 'Pending') return invitation
    const test = findTest(invitation.testId)
    const now = sim.now()
    return {
      ...invitation,
      status: 'In Progress',
      startedAt: now.toISOString(),
      sectionStartedAt: now.toISOString(),
      deadlineAt: new Date(now.getTime() + (test ? minutesOf(test) : 30) * 60_000).toISOString(),
    }
  })

/** What somebody did on the test page: keep the answers, and go on, finish, leave, change language or be stopped. */
export const act = (sim: Sim, id: string, form: URLSearchParams): Promise<Invitation> =>
  change(sim, id, (invitation) => {
    if (invitation.status !== 'In Progress') return invitation
    const answered = { ...invitation, answers: { ...invitation.answers, ...answersIn(invitation, form) } }
    const move = form.get('do')
    if (move === 'hi' || move === 'en') return { ...answered, language: move }
    if (move === 'proctor' || faultFor(invitation.email, sim) === 'terminated')
      return over(answered, 'Terminated', sim.now())
    if (move === 'leave') return over(answered, 'Test Left', sim.now())
    const sections = findTest(invitation.testId)?.sections.length ?? 1
    if (move === 'finish' && invitation.section === sections - 1) return over(answered, 'Complete', sim.now())
    const isNext = move === 'next' && form.get('section') === String(invitation.section)
    return isNext && invitation.section < sections - 1 ? nextSection(answered, sim.now()) : answered
  })

/** Masks who sat these invitations, for good. */
export async function mask(sim: Sim, invitations: Invitation[]): Promise<void> {
  for (const { id } of invitations)
    await change(sim, id, (invitation) => ({
      ...invitation,
      email: `masked-${id}@masked.invalid`,
      name: 'Masked',
      callbackUrl: null,
    }))
}

/** Changes one invitation atomically, tells the partner when its status moved, and gives it back. */
async function change(
  sim: Sim,
  id: string,
  make: (invitation: Invitation) => Invitation,
): Promise<Invitation> {
  let before: Status = 'Pending'
  const after = await sim.store.update<Invitation>('invitation', id, (current) => {
    if (!current) throw new Error('an invitation vanished')
    before = current.status
    return make(settled(current, sim.now()))
  })
  if (after.status !== before) await announce(sim, after)
  return after
}

/** `after`: the newest invitation of this address and test, as whoever asks has seen it. */
async function created(sim: Sim, asked: Asked, after: string | undefined): Promise<Invitation> {
  const id = await sim.store.update<string>('counter', asked.account, (last) =>
    last === undefined ? (firstIds[asked.account] ?? '1') : String(BigInt(last) + 1n),
  )
  const invitation: Invitation = {
    ...pick(asked),
    id,
    status: 'Pending',
    key: secret(),
    sittingKey: secret(),
    reportKey: secret(),
    startedAt: null,
    endedAt: null,
    deadlineAt: null,
    section: 0,
    sectionStartedAt: null,
    sectionSeconds: [],
    answers: {},
    language: 'en',
  }
  for (const key of [invitation.key, invitation.sittingKey, invitation.reportKey])
    await sim.store.update<string>('secret', key, () => id)
  await sim.store.update<Invitation>('invitation', id, () => invitation)
  // Two calls at once may both have seen the same: whoever comes second here gives way to the first.
  const { ids } = await sim.store.update<Candidate>('candidate', candidateKey(asked), (candidate) =>
    candidate && candidate.ids.at(-1) !== after ? candidate : { ids: [...(candidate?.ids ?? []), id] },
  )
  return (await look(sim, ids.at(-1) ?? id)) ?? invitation
}

/** As if this address had sat the test last year, elsewhere, with every answer right. */
function satBefore(sim: Sim, { id }: Invitation): Promise<Invitation> {
  const at = new Date(sim.now().getTime() - 300 * 86_400_000)
  return sim.store.update<Invitation>('invitation', id, (current) => {
    if (!current) throw new Error('an invitation vanished')
    const test = findTest(current.testId)
    return {
      ...current,
      callbackUrl: null,
      status: 'Complete',
      startedAt: at.toISOString(),
      endedAt: new Date(at.getTime() + 1_200_000).toISOString(),
      answers: Object.fromEntries(
        test ? questionsOf(test).map(({ id: asked, right }) => [asked, right]) : [],
      ),
    }
  })
}

function settled(invitation: Invitation, now: Date): Invitation {
  const { status, closesAt, deadlineAt } = invitation
  if (status === 'Pending' && closesAt !== null && now > new Date(closesAt))
    return { ...invitation, status: 'Expired', endedAt: closesAt }
  // When the time is over the vendor hands the answers in.
  if (status === 'In Progress' && deadlineAt !== null && now >= new Date(deadlineAt))
    return over(invitation, 'Complete', new Date(deadlineAt))
  return invitation
}

const over = (invitation: Invitation, status: Status, at: Date): Invitation => ({
  ...timed(invitation, at),
  status,
  endedAt: at.toISOString(),
})

const nextSection = (invitation: Invitation, at: Date): Invitation => ({
  ...timed(invitation, at),
  section: invitation.section + 1,
  sectionStartedAt: at.toISOString(),
})

function timed(invitation: Invitation, at: Date): Invitation {
  const since = invitation.sectionStartedAt === null ? at : new Date(invitation.sectionStartedAt)
  const seconds = Math.max(0, Math.round((at.getTime() - since.getTime()) / 1000))
  return { ...invitation, sectionSeconds: [...invitation.sectionSeconds, seconds] }
}

function answersIn({ testId, section }: Invitation, form: URLSearchParams): Record<string, string> {
  const asked = findTest(testId)?.sections[section]?.questions ?? []
  return Object.fromEntries(
    asked.flatMap(({ id, options }) => {
      const chosen = options.find((option) => option.id === form.get(id))
      return chosen ? [[id, chosen.id]] : []
    }),
  )
}

function pick({ account, version, testId, email, name, ...rest }: Asked) {
  const {
    callbackUrl = null,
    redirectUrl = null,
    hideInstruction = false,
    opensAt = null,
    closesAt = null,
  } = rest
  return {
    account,
    version,
    testId,
    email,
    name,
    callbackUrl,
    redirectUrl,
    hideInstruction,
    opensAt,
    closesAt,
  }
}

const withoutNulls = <T extends object>(object: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== null && value !== undefined),
  ) as Partial<T>

/** The window is always the newest call's; addresses stay where it names none. */
const renewed = ({ callbackUrl, redirectUrl, hideInstruction, opensAt = null, closesAt = null }: Asked) => ({
  ...withoutNulls({ callbackUrl, redirectUrl, hideInstruction }),
  opensAt,
  closesAt,
})
