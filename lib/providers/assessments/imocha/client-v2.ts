import type { ProviderIo } from '@/lib/platform/http'
import { digitsOf, isActive, plainEmail, plainName, readable, type ImochaApi } from './api'
import { ask, askIfAny } from './client'
import type { ImochaSettings } from './config'
import {
  readInvitation,
  readLines,
  readReport,
  readTest,
  readTestLink,
  readTests,
  type WireReport,
  type WireSection,
} from './wire'
import { squash } from './wire-values'

/** V2 of the API, for partners not yet moved (reference/providers.md §2.5). */
export const v2: ImochaApi = {
  /** Asked again for the same candidate it updates name and addresses of the existing record. */
  async invite(settings, { testId, testLinkId, candidate, callbackUrl, returnUrl }, io) {
    const link = testLinkId === null ? '' : `/testlinks/${digitsOf(testLinkId)}`
    const path = `/v2/org/tests/${digitsOf(testId)}${link}/register`
    const body = JSON.stringify({
      emailId: plainEmail(candidate.email),
      fullName: plainName(candidate.fullName),
      callbackURL: callbackUrl,
      redirectURL: returnUrl,
    })
    return readInvitation(await ask(settings, { method: 'POST', path, body, isRead: false }, io))
  },

  /** A GET that changes something: it carries no addresses, so the record is registered again to get this attempt's. */
  async reattempt(settings, invitationId, invitee, io) {
    const path = `/v2/org/testinvitation/${digitsOf(invitationId)}/reattempt`
    const again = readInvitation(
      await ask(settings, { method: 'GET', path, isRead: false, refusal: 'conflict' }, io),
    )
    const registered = await v2.invite(settings, invitee, io)
    return registered.id === again.id || again.id === null ? registered : again
  },

  async cancel(settings, invitationId, io) {
    const path = `/v2/org/testinvitation/${digitsOf(invitationId)}/cancel`
    await ask(settings, { method: 'GET', path, isRead: false, refusal: 'conflict' }, io)
  },

  async findReport(settings, invitationId, io) {
    const path = `/v2/org/report/${digitsOf(invitationId)}`
    const answer = await askIfAny(settings, { method: 'GET', path, isRead: true }, io)
    if (answer === null) return null
    const report = readable(readReport(answer), 'report')
    if (!hasParts(report)) return report
    const [sections, skills] = await Promise.all([
      settings.reportType === 2 ? report.sections : parts(settings, path, 'sections', io),
      settings.reportType === 1 ? report.skills : parts(settings, path, 'skills', io),
    ])
    return { ...report, sections, skills }
  },

  async listTests(settings, { number, size }, io) {
    const path = `/v2/org/tests?page_no=${number}&page_size=${size}`
    return readable(readTests(await ask(settings, { method: 'GET', path, isRead: true }, io)), 'tests')
  },

  async findTest(settings, testId, io) {
    const path = `/v2/org/tests/${digitsOf(testId)}`
    const answer = await askIfAny(settings, { method: 'GET', path, isRead: true }, io)
    return answer === null ? null : readable(readTest(answer), 'test')
  },

  async findTestLink(settings, { testId, testLinkId }, io) {
    const path = `/v2/org/tests/${digitsOf(testId)}/testlinks/${digitsOf(testLinkId)}`
    const answer = await askIfAny(settings, { method: 'GET', path, isRead: true }, io)
    if (answer === null) return null
    return { isActive: isActive(readable(readTestLink(answer), 'test link').status) }
  },
}

const unbegun = ['pending', 'inprogress', 'reset', 'expired', 'cancelled', 'canceled']

/** Sections of a sitting that is not over would be zeros: not worth a call. */
const hasParts = ({ status }: WireReport) => status !== null && !unbegun.includes(squash(status))

async function parts(
  settings: ImochaSettings,
  reportPath: string,
  name: 'sections' | 'skills',
  io: ProviderIo,
): Promise<WireSection[]> {
  const path = `${reportPath}/${name}`
  return readLines(await askIfAny(settings, { method: 'GET', path, isRead: true }, io), name)
}
