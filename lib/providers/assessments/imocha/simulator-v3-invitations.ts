import type { Sim } from '@/lib/providers/simulator-host'
import { brokenAnswer, errorsOnly, faultFor, hostileLink, refusal, type Fault } from './simulator-faults'
import { cancel, invite, reattempt } from './simulator-invitations'
import { findOwn, type Invitation } from './simulator-memory'
import { findLink, findTest } from './simulator-tests'
import { answer, drifted, fieldsOf, instantIn, int64, isAddress, isEmail, textIn } from './simulator-wire'

type Fields = Map<string, unknown>

/** Both ways to invite; `linkId` null: the test's default link. */
export async function inviteBy(
  request: Request,
  sim: Sim,
  account: string,
  { testId, linkId }: { testId: string; linkId: string | null },
): Promise<Response> {
  const fields = await fieldsOf(request)
  const isOptional = fields.get('disablemandatoryfields') === 1
  const email = textIn(fields, 'email') || (isOptional ? `candidate${Date.now()}@generated.invalid` : '')
  const name = textIn(fields, 'name') || (isOptional ? 'Candidate' : '')
  const fault = faultFor(email, sim)
  const broken = await brokenAnswer(fault, 'invite', email, request, sim)
  if (broken) return broken
  const test = findTest(testId)
  if (!test) return refusal(404, 'Test not found')
  if (test.status !== 'Active') return refusal(403, 'This test is not active')
  const link = linkId === null ? undefined : findLink(testId, linkId)
  if (linkId !== null && !link) return refusal(404, 'Test link not found')
  if (link?.status === 'inactive') return refusal(403, 'This test link is inactive')
  const wrong = [
    ...(isEmail(email) ? [] : ['email']),
    ...(name.length >= 1 && name.length <= 100 ? [] : ['name']),
    ...wrongIn(fields, sim),
  ]
  if (wrong.length > 0) return errorsOnly(400, ...wrong.map((field) => `Invalid ${field}`))
  const asked = { account, version: 'v3' as const, testId, email, name }
  return invited(await invite(sim, { ...asked, ...optionalIn(fields) }), fault, sim)
}

/** Optional fields that say something impossible. */
function wrongIn(fields: Fields, sim: Sim): string[] {
  const among = (name: string, allowed: unknown[]) =>
    fields.has(name.toLowerCase()) && !allowed.includes(fields.get(name.toLowerCase())) ? [name] : []
  const [opens, closes] = ['startdatetime', 'enddatetime'].map((name) => textIn(fields, name))
  const end = instantIn(closes ?? '')
  const hasWindow = opens !== '' || closes !== ''
  const isWindow = instantIn(opens ?? '') !== null && end !== null && end > sim.now()
  return [
    ...among('disableMandatoryFields', [0, 1]),
    ...among('hideInstruction', [0, 1]),
    ...among('sendEmail', ['yes', 'no']),
    ...among('ProctoringMode', ['disabled', 'image', 'video']),
    ...(isAddress(textIn(fields, 'callbackurl')) ? [] : ['callbackUrl']),
    ...(isAddress(textIn(fields, 'redirecturl')) ? [] : ['redirectUrl']),
    ...(hasWindow && !isWindow ? ['startDateTime or endDateTime'] : []),
    ...(hasWindow && !/^\d+$/.test(textIn(fields, 'timezoneid')) ? ['timeZoneId'] : []),
  ]
}

const optionalIn = (fields: Fields) => ({
  callbackUrl: textIn(fields, 'callbackurl') || null,
  redirectUrl: textIn(fields, 'redirecturl') || null,
  hideInstruction: fields.get('hideinstruction') === 1,
  opensAt: instantIn(textIn(fields, 'startdatetime'))?.toISOString() ?? null,
  closesAt: instantIn(textIn(fields, 'enddatetime'))?.toISOString() ?? null,
})

async function invited(invitation: Invitation, fault: Fault | null, sim: Sim): Promise<Response> {
  const url =
    fault === 'hostile-link'
      ? await hostileLink(invitation.email, sim)
      : `${sim.origin}/IMInstructions?${invitation.key}`
  if (fault !== 'spelling')
    return answer({ testInvitationId: int64(invitation.id), testUrl: url, status: invitation.status })
  return answer({ TestInvitationID: invitation.id, 'TestURL ': url, Status: drifted(invitation.status) })
}

export async function reattemptOf(
  request: Request,
  sim: Sim,
  account: string,
  id: string,
): Promise<Response> {
  const before = await findOwn(sim, account, id)
  const fault = faultFor(before?.email ?? '', sim)
  const broken = await brokenAnswer(fault, 'invite', before?.email ?? '', request, sim)
  if (broken) return broken
  if (!before) return refusal(404, 'Invitation not found')
  const fields = await fieldsOf(request)
  const wrong = wrongIn(fields, sim)
  if (wrong.length > 0) return errorsOnly(400, ...wrong.map((field) => `Invalid ${field}`))
  const again = fault === 'reattempt-refused' ? null : await reattempt(sim, id, optionalIn(fields))
  if (!again) return errorsOnly(400, 'Reattempt is not allowed: the test is in progress')
  const testUrl =
    fault === 'hostile-link'
      ? await hostileLink(again.email, sim)
      : `${sim.origin}/IMInstructions?${again.key}`
  return answer({
    testInvitationId: fault === 'spelling' ? again.id : int64(again.id),
    testUrl,
    callbackUrlRegistered: again.callbackUrl,
    redirectUrlRegistered: again.redirectUrl,
  })
}

export async function cancelOf(request: Request, sim: Sim, account: string, id: string): Promise<Response> {
  const invitation = await findOwn(sim, account, id)
  const fault = faultFor(invitation?.email ?? '', sim)
  const broken = await brokenAnswer(fault, 'cancel', invitation?.email ?? '', request, sim)
  if (broken) return broken
  if (!invitation) return refusal(404, 'Invitation not found')
  const done = fault === 'cancel-refused' ? null : await cancel(sim, id)
  if (!done) return refusal(400, 'Only a pending invitation can be cancelled')
  return answer({ testInvitationId: int64(id), status: 'cancelled' })
}
