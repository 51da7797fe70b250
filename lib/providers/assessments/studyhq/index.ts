import type { AssessmentProvider } from '@/lib/providers/assessments/contract'
import { ProviderError } from '@/lib/platform/provider-error'
import { postAssessmentsInfo, postRedirectUrl } from './client'
import { studyHqConfig, type StudyHqSettings } from './config'
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
    supportsCancel: false,
    supportsRetake: false,
    supportsExtraTime: false,
    supportsErasure: false,
    resultKey: 'email',
    reports: 'none',
    sendsRecommendations: true,
  },
  config: studyHqConfig,
  secretFields: ['tokenSecret'],
  linkOrigins: originsOf,

  async startAttempt(settings, { candidate }, io) {
    const link = readLink(await postRedirectUrl(settings, candidate, io))
    if (link.url === null) throw new ProviderError('contract', { message: 'no start link in the answer' })
    return {
      url: acceptLink(link.url, settings),
      expiresAt: expiryOf(link, settings.linkTtlSeconds, io.now()),
    }
  },

  async fetchAttempt(settings, ref, io) {
    const answer = await postAssessmentsInfo(settings, ref.email, io)
    if (!answer.found) return noRecord(answer.rawStatus)
    const read = readAssessments(answer.body)
    if (!read.isReadable) throw new ProviderError('contract', { message: 'nothing known in the answer' })
    return toReport(read, ref, settings, io.now())
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
