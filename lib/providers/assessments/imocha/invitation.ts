import type { StartInput } from '@/lib/providers/assessments/contract'
import type { ProviderIo } from '@/lib/platform/http'
import { ProviderError } from '@/lib/platform/provider-error'
import type { AccessWindow, ImochaApi, Invitee } from './api'
import type { ImochaSettings } from './config'
import { toStanding } from './mapper'
import type { WireInvitation } from './wire'

/** An invitation that is this attempt's and may be sat. */
export type OwnInvitation = { id: string; url: string; window: AccessWindow | null }

const day = 86_400_000

/**
 * The invitation of this very attempt: made, found again, or asked for anew after a finished one. iMocha answers
 * "success" with whatever invitation the address already has for the test (reference/providers.md, trap 18), so an
 * answer is believed only after its id and its status were looked at. Throws ProviderError('conflict') when it has none.
 */
export async function ownInvitation(
  api: ImochaApi,
  settings: ImochaSettings,
  input: StartInput,
  io: ProviderIo,
): Promise<OwnInvitation> {
  const invitee = inviteeOf(settings, input, io.now())
  const asked = { api, settings, input, invitee, io }
  const found =
    input.externalId !== null
      ? await foundAgain(asked, input.externalId)
      : input.retakeOf !== null
        ? await anotherSitting(asked, input.retakeOf)
        : await firstSitting(asked)
  if (found.id === null || found.url === null)
    throw new ProviderError('contract', { message: 'no invitation or no start link in the answer' })
  return { id: found.id, url: found.url, window: invitee.window }
}

type Asked = {
  api: ImochaApi
  settings: ImochaSettings
  input: StartInput
  invitee: Invitee
  io: ProviderIo
}

/** An attempt with an id is gone on with under that id, and under no other. */
async function foundAgain(asked: Asked, externalId: string): Promise<WireInvitation> {
  const { api, settings, input, invitee, io } = asked
  const answer = await api.invite(settings, invitee, io)
  // A retake stands behind the sitting it repeats: some accounts answer with the first one.
  const found =
    answer.id !== externalId && answer.id !== null && input.knownExternalIds.includes(answer.id)
      ? await api.reattempt(settings, answer.id, invitee, io)
      : answer
  if (found.id !== null && found.id !== externalId) throw conflict('another sitting took its place')
  return (await mayBeSat(asked, found)) ? found : refuse('this sitting is over')
}

/** A retake: a new sitting in place of a finished one; an old one that was never sat may come back under its own id. */
async function anotherSitting(asked: Asked, retakeOf: string): Promise<WireInvitation> {
  const { api, settings, input, invitee, io } = asked
  const answer = await api.reattempt(settings, retakeOf, invitee, io)
  if (answer.id === retakeOf) return (await mayBeSat(asked, answer)) ? answer : refuse('this sitting is over')
  return answer.id !== null && input.knownExternalIds.includes(answer.id)
    ? refuse('it belongs to another attempt')
    : answer
}

/** The first sitting: a fresh invitation, or else one that nobody here knows and that is still to be sat. */
async function firstSitting(asked: Asked): Promise<WireInvitation> {
  const { api, settings, input, invitee, io } = asked
  const answer = await api.invite(settings, invitee, io)
  const { id } = answer
  if (id === null) return answer
  if (!input.knownExternalIds.includes(id) && (await mayBeSat(asked, answer))) return answer
  if (settings.onFinishedInvitation === 'ask_staff') throw conflict('this address has sat the test before')
  const again = await api.reattempt(settings, id, invitee, io)
  const isOthers = again.id !== null && (again.id === id || input.knownExternalIds.includes(again.id))
  return isOthers ? refuse('it belongs to another attempt') : again
}

/** Where the answer brings no status that we know, as V2's never does, the report says whether the sitting is over. */
async function mayBeSat({ api, settings, io }: Asked, { id, status }: WireInvitation): Promise<boolean> {
  const said = toStanding(status, settings.statusWords).progress
  if (said === 'not_started' || said === 'in_progress') return true
  if (said !== 'unknown') return false
  if (id === null) return true
  const report = await api.findReport(settings, id, io)
  if (report === null) return true
  const { progress } = toStanding(report.status, settings.statusWords)
  return progress === 'unknown' ? !hasMarks(report) : !isOver(progress)
}

const hasMarks = ({ points, pdfUrl }: { points: number | null; pdfUrl: string | null }) =>
  pdfUrl !== null || (points !== null && points !== 0)

/** Expired and cancelled invitations are open again once they were asked for. */
const isOver = (progress: string) => ['completed', 'abandoned', 'failed'].includes(progress)

const conflict = (why: string) =>
  new ProviderError('conflict', { message: `iMocha answered with an old invitation: ${why}` })

function refuse(why: string): never {
  throw conflict(why)
}

function inviteeOf(settings: ImochaSettings, input: StartInput, now: Date): Invitee {
  const testId = input.testId ?? settings.testId
  if (testId === null)
    throw new ProviderError('config', { message: 'neither the intake nor the connection names a test' })
  const { candidate, callbackUrl, returnUrl, availableUntil } = input
  // A link belongs to the connection's own test.
  const testLinkId = testId === settings.testId ? settings.testLinkId : null
  return {
    candidate,
    testId,
    testLinkId,
    callbackUrl,
    returnUrl,
    window: windowOf(settings, availableUntil, now),
  }
}

/** Clocks differ: a window that begins now by ours may not have begun by iMocha's, and the applicant has clicked. */
const earlierMs = 5 * 60_000

/** From a little before this minute until the intake's end, or the end of the days the connection gives if that is sooner. */
function windowOf(settings: ImochaSettings, availableUntil: Date | null, now: Date): AccessWindow | null {
  const days = settings.validityDays
  const ends = [availableUntil, days === null ? null : new Date(now.getTime() + days * day)]
  const endsAt = ends.reduce((first, end) => (end && (!first || end < first) ? end : first), null)
  return endsAt && { startsAt: new Date(Math.floor((now.getTime() - earlierMs) / 60_000) * 60_000), endsAt }
}
