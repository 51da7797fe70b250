import type { Sim } from '@/lib/providers/simulator-host'
import { announce } from './simulator-callbacks'
import type { Language } from './simulator-tests'

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

/** The sitting took place. */
export const ended: Status[] = ['Complete', 'Test Left', 'Terminated']

/** An invitation as it stands now: the window and the test's own clock run whether or not anybody looks. */
export async function look(sim: Sim, id: string): Promise<Invitation | undefined> {
  const invitation = await sim.store.get<Invitation>('invitation', id)
  return invitation && brought(sim, invitation)
}

/** An account's own invitation; nobody hears of another account's. */
export async function findOwn(sim: Sim, account: string, id: string): Promise<Invitation | undefined> {
  const invitation = await look(sim, id)
  return invitation?.account === account ? invitation : undefined
}

/** Every invitation of an account, as it stands now. */
export async function lookAtAll(sim: Sim, account: string): Promise<Invitation[]> {
  const all = await sim.store.list<Invitation>('invitation')
  const own = all.filter((invitation) => invitation.account === account)
  return Promise.all(own.map((invitation) => brought(sim, invitation)))
}

/** The invitation behind a secret of its link, its sitting or its report. */
export async function findBySecret(sim: Sim, key: string): Promise<Invitation | undefined> {
  const id = key === '' ? undefined : await sim.store.get<string>('secret', key)
  return id === undefined ? undefined : look(sim, id)
}

/** Changes one invitation atomically, tells the partner when its status moved, and gives it back. */
export async function change(
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

/** Up to date: what time alone has changed is kept, and told. */
const brought = async (sim: Sim, invitation: Invitation): Promise<Invitation> =>
  settled(invitation, sim.now()).status === invitation.status
    ? invitation
    : change(sim, invitation.id, (current) => current)

function settled(invitation: Invitation, now: Date): Invitation {
  const { status, closesAt, deadlineAt } = invitation
  if (status === 'Pending' && closesAt !== null && now > new Date(closesAt))
    return { ...invitation, status: 'Expired', endedAt: closesAt }
  // When the time is over the vendor hands the answers in.
  if (status === 'In Progress' && deadlineAt !== null && now >= new Date(deadlineAt))
    return over(invitation, 'Complete', new Date(deadlineAt))
  return invitation
}

/** The sitting ended so, at that instant. */
export const over = (invitation: Invitation, status: Status, at: Date): Invitation => ({
  ...timed(invitation, at),
  status,
  endedAt: at.toISOString(),
})

/** Notes how long the present section took. */
export function timed(invitation: Invitation, at: Date): Invitation {
  const since = invitation.sectionStartedAt === null ? at : new Date(invitation.sectionStartedAt)
  const seconds = Math.max(0, Math.round((at.getTime() - since.getTime()) / 1000))
  return { ...invitation, sectionSeconds: [...invitation.sectionSeconds, seconds] }
}
