import type { AssessmentProvider, AttemptRef, AttemptReport } from '@/lib/providers/assessments/contract'
import type { ProviderIo } from '@/lib/platform/http'
import { ProviderError } from '@/lib/platform/provider-error'
import { isActive, type ImochaApi } from './api'
import { readHint } from './callback'
import { askNeutral } from './client'
import { v2 } from './client-v2'
import { endedStates, listAttempts, processCallbacks, requestErasure, v3 } from './client-v3'
import { imochaConformance } from './conformance'
import { imochaConfig, imochaFields, type ImochaSettings } from './config'
import { ownInvitation } from './invitation'
import { acceptLink, originsOf } from './link'
import { nothingSaid, toReport, toStanding } from './mapper'
import { downloadReport } from './report-file'

const apiOf = ({ apiVersion }: ImochaSettings): ImochaApi => (apiVersion === 'v2' ? v2 : v3)

const pageSize = 100
const mostPages = 20

/** iMocha, V3 and V2: an invitation per test and address, callbacks as hints, reports as truth. See README.md. */
export const imocha: AssessmentProvider<ImochaSettings> = {
  label: 'iMocha',
  capabilities: {
    hasCallback: true,
    hasRedirect: true,
    startLinkSingleUse: false,
    createIsIdempotent: true,
    resumesAfterLeaving: false,
    supportsCancel: true,
    supportsRetake: true,
    supportsSectionReset: false,
    supportsVerification: false,
    supportsExtraTime: false,
    supportsErasure: true,
    supportsReconcile: true,
    hasCatalogue: true,
    resultKey: 'attempt',
    reports: 'url',
    sendsRecommendations: false,
  },
  // Numbers are not documented (reference/providers.md §2.4): one a second.
  budget: { calls: 60, windowSeconds: 60 },
  config: imochaConfig,
  fields: imochaFields,
  secretFields: ['apiKey'],
  linkOrigins: originsOf,
  conformance: imochaConformance,
  readHint,
  disclosure: ({ hideInstruction }) => ({
    details: ['full_name', 'email'],
    replacesNotice: hideInstruction,
  }),

  async startAttempt(settings, input, io) {
    const { id, url, window } = await ownInvitation(apiOf(settings), settings, input, io)
    return {
      link: { url: acceptLink(url, settings), expiresAt: window?.endsAt ?? null },
      externalId: id,
      memo: { endsAt: window?.endsAt.toISOString() ?? null },
      expectedMinutes: null,
    }
  },

  async fetchAttempt(settings, ref, io) {
    if (ref.externalId === null) {
      // A start that failed is asked about to notice the recovery: an answer without a call would prove none.
      await askNeutral(settings, io)
      return { ...nothingSaid(), progress: 'not_started' }
    }
    const report = await apiOf(settings).findReport(settings, ref.externalId, io)
    if (report === null) return endedUnseen(settings, ref, io)
    if (report.invitationId !== null && report.invitationId !== ref.externalId)
      throw new ProviderError('contract', { message: 'report of another invitation' })
    return toReport(report, settings)
  },

  /** The key, then the test and link of the settings: a wrong one would be found out by an applicant otherwise. */
  async probe(settings, io) {
    await askNeutral(settings, io)
    const { testId, testLinkId } = settings
    if (testId === null) return
    const api = apiOf(settings)
    if ((await api.findTest(settings, testId, io)) === null)
      throw new ProviderError('config', { message: `no test ${testId} in this account` })
    if (testLinkId === null) return
    const link = await api.findTestLink(settings, { testId, testLinkId }, io)
    if (!link?.isActive)
      throw new ProviderError('config', { message: `no active test link ${testLinkId} of this test` })
  },

  async cancelAttempt(settings, ref, io) {
    await apiOf(settings).cancel(settings, idOf(ref), io)
  },

  async fetchReports(settings, ref, io) {
    const report = await apiOf(settings).findReport(settings, idOf(ref), io)
    if (report === null || report.pdfUrl === null || !toReport(report, settings).hasReports) return []
    return [await downloadReport(settings, { name: `imocha-${idOf(ref)}.pdf`, address: report.pdfUrl }, io)]
  },

  async eraseCandidate(settings, who, io) {
    if (settings.apiVersion === 'v2')
      throw new ProviderError('refused_by_provider', { message: 'V2 has no call for erasure' })
    await requestErasure(settings, who, io)
  },

  async listTests(settings, io) {
    const found = []
    for (let number = 1; number <= mostPages; number++) {
      const { tests, count } = await apiOf(settings).listTests(settings, { number, size: pageSize }, io)
      found.push(...tests)
      if (tests.length < pageSize || (count !== null && found.length >= count)) break
    }
    return found.map(({ id, name, minutes, status }) => ({ id, name, minutes, isActive: isActive(status) }))
  },

  /** Expired and cancelled invitations send no callback: only this finds them. V2 has no such list. */
  async listEnded(settings, between, io) {
    if (settings.apiVersion === 'v2') return []
    const ended = []
    for (const state of endedStates) {
      for (const { id, status, email } of await listAttempts(settings, state, between, io))
        ended.push({ externalId: id, rawStatus: status ?? state, email })
    }
    return ended
  },

  /** V2 sends each callback once and has no call to repeat it. */
  async replayCallbacks(settings, externalIds, io) {
    if (settings.apiVersion === 'v3') await processCallbacks(settings, externalIds, io)
  },
}

function idOf({ externalId }: AttemptRef): string {
  if (externalId !== null) return externalId
  throw new ProviderError('conflict', { message: 'this attempt has no invitation yet' })
}

/** No report, and the window has closed: the lists of expired and cancelled invitations know what became of it. */
async function endedUnseen(
  settings: ImochaSettings,
  { externalId, memo, since }: AttemptRef,
  io: ProviderIo,
): Promise<AttemptReport> {
  const endsAt = typeof memo?.['endsAt'] === 'string' ? new Date(memo['endsAt']) : null
  if (settings.apiVersion === 'v2' || !endsAt || !(io.now() > endsAt)) return nothingSaid()
  for (const state of ['expired', 'cancelled'] as const) {
    const listed = await listAttempts(settings, state, { from: since, until: io.now() }, io)
    const own = listed.find(({ id }) => id === externalId)
    if (!own) continue
    const { progress, detail } = toStanding(own.status ?? state, settings.statusWords)
    return { ...nothingSaid(), progress, statusDetail: detail, rawStatus: own.status ?? state }
  }
  return nothingSaid()
}
