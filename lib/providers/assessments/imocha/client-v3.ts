import type { ProviderIo } from '@/lib/platform/http'
import { ProviderError } from '@/lib/platform/provider-error'
import {
  digitsOf,
  isActive,
  plainEmail,
  plainName,
  readable,
  type AccessWindow,
  type ImochaApi,
  type Invitee,
} from './api'
import { ask, askIfAny } from './client'
import type { ImochaSettings } from './config'
import {
  readEnded,
  readInvitation,
  readReport,
  readSettings,
  readTest,
  readTestLink,
  readTestLinks,
  readTests,
  type WireEnded,
  type WireTestLink,
} from './wire'
import type { JsonObject } from './wire-values'

/** V3 of the API (reference/providers.md §2.2). */
export const v3: ImochaApi = {
  async invite(settings, invitee, io) {
    const { testId, testLinkId } = invitee
    const link = testLinkId === null ? '' : `/testlinks/${digitsOf(testLinkId)}`
    const path = `/v3/tests/${digitsOf(testId)}${link}/invite`
    const body = JSON.stringify(inviteBody(settings, invitee))
    return readInvitation(await ask(settings, { method: 'POST', path, body, isRead: false }, io))
  },

  async reattempt(settings, invitationId, invitee, io) {
    const path = `/v3/invitations/${digitsOf(invitationId)}/reattempt`
    const body = JSON.stringify(reattemptBody(settings, invitee))
    const answer = await ask(settings, { method: 'POST', path, body, isRead: false, refusal: 'conflict' }, io)
    return readInvitation(answer)
  },

  async cancel(settings, invitationId, io) {
    const path = `/v3/invitations/${digitsOf(invitationId)}/cancel`
    await ask(settings, { method: 'POST', path, body: '{}', isRead: false, refusal: 'conflict' }, io)
  },

  async findReport(settings, invitationId, io) {
    const path = `/v3/reports/${digitsOf(invitationId)}?reportType=${settings.reportType}`
    const answer = await askIfAny(settings, { method: 'GET', path, isRead: true }, io)
    return answer === null ? null : readable(readReport(answer), 'report')
  },

  async listTests(settings, { number, size }, io) {
    const path = `/v3/tests?pageNo=${number}&pageSize=${size}`
    return readable(readTests(await ask(settings, { method: 'GET', path, isRead: true }, io)), 'tests')
  },

  async findTest(settings, testId, io) {
    const path = `/v3/tests/${digitsOf(testId)}`
    const answer = await askIfAny(settings, { method: 'GET', path, isRead: true }, io)
    return answer === null ? null : readable(readTest(answer), 'test')
  },

  async findTestLink(settings, { testId, testLinkId }, io) {
    const path = `/v3/tests/${digitsOf(testId)}/testlinks/${digitsOf(testLinkId)}`
    const answer = await askIfAny(settings, { method: 'GET', path, isRead: true }, io)
    if (answer === null) return null
    return { isActive: isActive(readable(readTestLink(answer), 'test link').status) }
  },
}

/** The settings of one test, as iMocha keeps them. */
export async function getTestSettings(
  settings: ImochaSettings,
  testId: string,
  io: ProviderIo,
): Promise<JsonObject> {
  const path = `/v3/tests/${digitsOf(testId)}/settings`
  return readSettings(await ask(settings, { method: 'GET', path, isRead: true }, io))
}

/** Every link of one test. */
export async function listTestLinks(
  settings: ImochaSettings,
  testId: string,
  io: ProviderIo,
): Promise<WireTestLink[]> {
  const path = `/v3/tests/${digitsOf(testId)}/testlinks`
  return readTestLinks(await ask(settings, { method: 'GET', path, isRead: true }, io))
}

export const endedStates = ['completed', 'cancelled', 'expired'] as const

/** Sittings that ended in one way between two instants; 404 stands for none. */
export async function listAttempts(
  settings: ImochaSettings,
  state: (typeof endedStates)[number],
  { from, until }: { from: Date; until: Date },
  io: ProviderIo,
): Promise<WireEnded[]> {
  const path = `/v3/candidates/testattempts?state=${state}`
  const body = JSON.stringify({ StartDateTime: utc(from), EndDateTime: utc(until) })
  // A POST that reads.
  const answer = await askIfAny(settings, { method: 'POST', path, body, isRead: true }, io)
  return answer === null ? [] : readable(readEnded(answer), 'test attempts')
}

const mostPerReplay = 100

/**
 * Has iMocha send the callbacks of these invitations again, by hundreds. A hundred of which it knows none is refused as
 * a whole: the others are asked for all the same, and the refusal is thrown at the end.
 */
export async function processCallbacks(
  settings: ImochaSettings,
  invitationIds: readonly string[],
  io: ProviderIo,
): Promise<void> {
  const ids = invitationIds.map(digitsOf)
  let refused: ProviderError | null = null
  for (let at = 0; at < ids.length; at += mostPerReplay) {
    const body = `{"testinvitationIds":[${ids.slice(at, at + mostPerReplay).join(',')}]}`
    try {
      await ask(settings, { method: 'POST', path: '/v3/callbacks/process', body, isRead: false }, io)
    } catch (error) {
      if (!(error instanceof ProviderError && error.kind === 'invalid')) throw error
      refused = error
    }
  }
  if (refused) throw refused
}

/** Has iMocha mask every record of an address, or one invitation's. */
export async function requestErasure(
  settings: ImochaSettings,
  { email, externalId }: { email: string; externalId: string | null },
  io: ProviderIo,
): Promise<void> {
  const one = externalId === null ? '' : `,"testinvitationId":${digitsOf(externalId)}`
  const body = `{"CandidateEmail":${JSON.stringify(plainEmail(email))}${one}}`
  try {
    await ask(settings, { method: 'POST', path: '/v3/gdpr/requests', body, isRead: false }, io)
  } catch (error) {
    // An address iMocha does not hold is answered with 400 and a sentence, not with 404 (§2.2).
    if (error instanceof ProviderError && error.kind === 'invalid' && isUnknown.test(error.message))
      throw new ProviderError('not_found', error.info)
    throw error
  }
}

const isUnknown =
  /not\s+(?:found|exist|available|registered)|n't exist|no\s+(?:such|record|candidate)|unknown/i

/** Every documented field (§2.2), with its three kinds of flags and its capital P. */
function inviteBody(settings: ImochaSettings, { candidate, callbackUrl, returnUrl, window }: Invitee) {
  const { proctoringMode } = settings
  return {
    email: plainEmail(candidate.email),
    name: plainName(candidate.fullName),
    ...spelled(settings.callbackSpelling, ['callbackUrl', 'callbackURL'], callbackUrl),
    ...spelled(settings.redirectSpelling, ['redirectUrl', 'redirectURL'], returnUrl),
    disableMandatoryFields: settings.disableMandatoryFields ? 1 : 0,
    hideInstruction: settings.hideInstruction ? 1 : 0,
    sendEmail: settings.sendEmail ? 'yes' : 'no',
    stakeholderEmails: settings.stakeholderEmails,
    ...windowFields(window, ['startDateTime', 'endDateTime', 'timeZoneId'], settings.timeZoneId),
    ...(proctoringMode === 'as_test' ? {} : { ProctoringMode: proctoringMode }),
  }
}

/** The same in the PascalCase of the reattempt page. */
function reattemptBody(settings: ImochaSettings, { callbackUrl, returnUrl, window }: Invitee) {
  const { callbackSpelling, redirectSpelling } = settings
  return {
    ...windowFields(window, ['StartDateTime', 'EndDateTime', 'TimeZoneId'], settings.timeZoneId),
    ...spelled(callbackSpelling, ['CallbackUrl', 'CallbackURL'], callbackUrl),
    ...spelled(redirectSpelling, ['RedirectUrl', 'RedirectURL'], returnUrl),
    hideInstruction: settings.hideInstruction ? 1 : 0,
    sendEmail: settings.sendEmail ? 'yes' : 'no',
  }
}

/** Older pages end the name in URL, newer ones in Url; a connection may send either or both. */
function spelled(choice: string, [newer, older]: [string, string], value: string): Record<string, string> {
  if (choice === 'both') return { [newer]: value, [older]: value }
  return { [choice.endsWith('URL') ? older : newer]: value }
}

const windowFields = (
  window: AccessWindow | null,
  [start, end, zone]: [string, string, string],
  id: number,
) => (window ? { [start]: utc(window.startsAt), [end]: utc(window.endsAt), [zone]: id } : {})

/** `YYYY-MM-DDTHH:mm:ssZ`: iMocha's examples have no fractions of a second. */
const utc = (at: Date) => `${at.toISOString().slice(0, 19)}Z`
