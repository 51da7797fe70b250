import type { AssessmentProvider } from '@/lib/providers/assessments/contract'
import { ProviderError } from '@/lib/platform/provider-error'
import { postAssessmentsInfo, postRedirectUrl } from './client'
import { studyHqConformance } from './conformance'
import { studyHqConfig, studyHqFields, type StudyHqSettings } from './config'
import { acceptLink, originsOf } from './link'
import { noRecord, toReport } from './mapper'
import { readAssessments, readLink } from './wire'

/** StudyHQ: a link per click, results by e-mail address, no callback. See README.md for what is known and what is assumed. */
export const studyhq: AssessmentProvider<StudyHqSettings> = {
  label: 'StudyHQ',
  capabilities: {
    hasCallback: false,
    hasRedirect: false,
    startLinkSingleUse: true,
    createIsIdempotent: false,
    resumesAfterLeaving: true,
    supportsCancel: false,
    supportsRetake: true,
    supportsSectionReset: false,
    supportsVerification: false,
    supportsExtraTime: false,
    supportsErasure: false,
    supportsReconcile: false,
    hasCatalogue: false,
    resultKey: 'email',
    reports: 'none',
    sendsRecommendations: true,
  },
  // Numbers are not documented (reference/providers.md §1.5): 5 a second, as a minute's window.
  budget: { calls: 300, windowSeconds: 60 },
  config: studyHqConfig,
  fields: studyHqFields,
  secretFields: ['tokenSecret'],
  linkOrigins: originsOf,
  conformance: studyHqConformance,

  async startAttempt(settings, { candidate }, io) {
    const link = readLink(await postRedirectUrl(settings, candidate, io))
    if (link.url === null) throw new ProviderError('contract', { message: 'no start link in the answer' })
    return {
      link: {
        url: acceptLink(link.url, settings),
        expiresAt: expiryOf(link, settings.linkTtlSeconds, io.now()),
      },
      externalId: null,
      memo: null,
      expectedMinutes: null,
    }
  },

  async fetchAttempt(settings, ref, io) {
    const answer = await postAssessmentsInfo(settings, ref.email, io)
    if (!answer.found) return noRecord(answer.rawStatus)
    const read = readAssessments(answer.body)
    if (!read.isReadable) throw new ProviderError('contract', { message: 'nothing known in the answer' })
    return toReport(read, ref, settings, io.now())
  },

  // There is no call made for asking; nobody has this address, so the answer is "no record".
  async probe(settings, io) {
    await postAssessmentsInfo(settings, 'connection-test@pravesh.invalid', io)
  },
}

/** The provider's own end where it makes sense, else our setting; used for display and clean-up only. */
function expiryOf(link: ReturnType<typeof readLink>, ttlSeconds: number, now: Date): Date {
  if (link.expiresAt !== null && link.expiresAt > now) return link.expiresAt
  const seconds = link.expiresInSeconds
  return new Date(
    now.getTime() + (seconds !== null && seconds > 0 && seconds <= 31_536_000 ? seconds : ttlSeconds) * 1000,
  )
}
