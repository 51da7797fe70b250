import { randomBytes } from 'node:crypto'
import type { Sim } from '@/lib/providers/simulator-host'
import { faultFor } from './simulator-faults'
import { change, ended, look, type Invitation } from './simulator-memory'
import { findTest, questionsOf } from './simulator-tests'

/** What an invite or reattempt says about one invitation; null leaves as it was. */
export type Asked = Pick<Invitation, 'account' | 'version' | 'testId' | 'email' | 'name'> &
  Partial<Pick<Invitation, 'callbackUrl' | 'redirectUrl' | 'hideInstruction' | 'opensAt' | 'closesAt'>>

type Candidate = { ids: string[] }
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
