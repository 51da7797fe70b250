import type { Delivery, Sim } from '@/lib/providers/simulator-host'
import { faultFor } from './simulator-faults'
import type { Invitation } from './simulator-memory'
import { marksOf, reportAddress } from './simulator-report'

/** One notification and five consecutive retries (V3); once and never again (V2): reference/providers.md §2.3, §2.5. */
const tries = { v3: 6, v2: 1 }
const lateSeconds = 600
const told = {
  v3: ['In Progress', 'Complete', 'Terminated', 'Test Left'],
  v2: ['Complete', 'Terminated', 'Test Left'],
}

/** Tells the partner that an invitation has moved, as its version tells it and as its fault bends it. */
export async function announce(sim: Sim, invitation: Invitation): Promise<void> {
  const { version, status, callbackUrl, email } = invitation
  if (callbackUrl === null || !told[version].includes(status)) return
  const fault = faultFor(email, sim)
  if (fault === 'callback-missing') return
  if (fault === 'callback-reversed') return reversed(sim, invitation)
  const delivery = deliveryOf(sim, invitation, fault === 'callback-late' ? lateSeconds : 0)
  for (let copy = 0; copy < (fault === 'callback-five' ? 5 : 1); copy++) await sim.deliver(delivery)
  if (fault === 'callback-forged' && status === 'In Progress') await sim.deliver(forged(sim, invitation))
}

/** Sends what there is to say about an invitation once more; false when there is nothing. */
export async function replay(sim: Sim, invitation: Invitation): Promise<boolean> {
  if (invitation.callbackUrl === null || !told[invitation.version].includes(invitation.status)) return false
  await sim.deliver(deliveryOf(sim, invitation, 0))
  return true
}

async function reversed(sim: Sim, invitation: Invitation): Promise<void> {
  if (invitation.status === 'In Progress') return
  await sim.deliver(deliveryOf(sim, invitation, 0))
  await sim.deliver(deliveryOf(sim, { ...invitation, status: 'In Progress' }, 5))
}

function deliveryOf(sim: Sim, invitation: Invitation, afterSeconds: number): Delivery {
  const fault = faultFor(invitation.email, sim)
  const claimed =
    fault === 'callback-wrong-id' ? { ...invitation, id: String(BigInt(invitation.id) + 1_000n) } : invitation
  const url = invitation.callbackUrl ?? ''
  return {
    url: fault === 'callback-wrong-token' ? `${url.slice(0, -4)}wrong` : url,
    headers: { 'content-type': 'application/json' },
    body: bodyOf(sim, claimed, fault),
    afterSeconds,
    triesAtOnce: tries[invitation.version],
  }
}

/** Somebody who knows the address claims full marks: callbacks carry no signature. */
function forged(sim: Sim, invitation: Invitation): Delivery {
  const { total } = marksOf(invitation)
  const claim = {
    ...claims(sim, { ...invitation, status: 'Complete' }),
    TotalScore: total,
    CandidateScore: total,
    PerformanceCategory: 'Excellent',
  }
  const url = invitation.callbackUrl ?? ''
  return {
    url,
    headers: { 'content-type': 'application/json' },
    body: withId(claim, invitation.id),
    afterSeconds: 0,
    triesAtOnce: 1,
  }
}

function bodyOf(sim: Sim, invitation: Invitation, fault: string | null): string {
  const all = claims(sim, invitation)
  if (fault === 'callback-broken') return broken(invitation)
  if (invitation.version === 'v2') {
    const { CandidateEmailId, TotalScore, CandidateScore, ReportPDFUrl } = all
    const AttemptedOn = `${(invitation.startedAt ?? '').slice(0, 22)}`
    const spaced = {
      'TotalScore ': TotalScore,
      'CandidateScore ': CandidateScore,
      'ReportPDFUrl ': ReportPDFUrl,
    }
    return withId({ CandidateEmailId, AttemptedOn, ...spaced }, invitation.id)
  }
  if (fault !== 'callback-spaced') return withId(all, invitation.id)
  const spaced = Object.fromEntries(Object.entries(all).map(([key, value]) => [`${key} `, value]))
  return withId(spaced, invitation.id, 'TestInvitationId ')
}

function claims(sim: Sim, invitation: Invitation) {
  const { points, total, category } = marksOf(invitation)
  const isOver = invitation.status !== 'In Progress'
  const startedAt = new Date(invitation.startedAt ?? sim.now())
  return {
    CandidateEmailId: invitation.email,
    AttemptedOn: localText(startedAt),
    TotalScore: isOver ? total : 0,
    CandidateScore: isOver ? points : 0,
    ReportPDFUrl: isOver ? reportAddress(sim, invitation) : null,
    Status: invitation.status,
    AttemptedOnUtc: startedAt.toISOString().slice(0, 19),
    PerformanceCategory: isOver ? category : null,
  }
}

/** Ids are 64-bit numbers on the wire. */
const withId = (claim: object, id: string, key = 'TestInvitationId') =>
  `${JSON.stringify(claim).slice(0, -1)},"${key}":${id}}`

/** The callback as the documents print it: a stray quote, and braces missing. */
const broken = ({ email, id, startedAt }: Invitation) =>
  `        "CandidateEmailId": "${email}",
	"AttemptedOn": "${(startedAt ?? '').slice(0, 22)}",
	"TotalScore ": 50,
	"CandidateScore ": 34,
	"ReportPDFUrl ": "http: //"*************",
	"TestInvitationId": ${id}`

/** `09-Oct-2020 06:51 PM` in India; as unreliable as the vendor's. */
function localText(at: Date): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: 'Asia/Kolkata',
    day: '2-digit',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: true,
  }).formatToParts(at)
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? ''
  return `${of('day')}-${of('month')}-${of('year')} ${of('hour')}:${of('minute')} ${of('dayPeriod')}`
}
