import type { AssessmentProvider, AttemptRef, Disclosure } from '@/lib/providers/assessments/contract'
import { originsOfHosts } from '@/lib/providers/assessments/public-addresses'
import { outcomeOf, ProviderError } from '@/lib/platform/provider-error'
import { projectOf, usernameFor } from './candidate'
import {
  addVerification,
  askAccessToken,
  askScores,
  askStatus,
  destroySectionMarks,
  downloadReports,
  listAssessments,
  mintLoginToken,
  openLine,
  type Line,
} from './client'
import { testPartnershipConformance } from './conformance'
import { testPartnershipConfig, testPartnershipFields, type TestPartnershipSettings } from './config'
import { makeCandidate } from './make-candidate'
import { expectedMinutesOf, noRecord, toMemo, toReport, vanished } from './mapper'
import { readReportZip } from './report-zip'
import { readId } from './wire'

const loginTokenSeconds = 300

const disclosed = {
  real: ['full_name', 'email'],
  name_only: ['full_name'],
  anonymous: [],
} as const satisfies Record<TestPartnershipSettings['identity'], Disclosure['details']>

/** Test Partnership: one candidate per attempt, a login token per click, scores by assessment id. See README.md for what is known and what is assumed. */
export const testPartnership: AssessmentProvider<TestPartnershipSettings> = {
  label: 'Test Partnership',
  capabilities: {
    hasCallback: false,
    hasRedirect: true,
    startLinkSingleUse: true,
    createIsIdempotent: false,
    resumesAfterLeaving: true,
    supportsCancel: false,
    supportsRetake: true,
    supportsSectionReset: true,
    supportsVerification: true,
    supportsExtraTime: true,
    supportsErasure: false,
    supportsReconcile: false,
    hasCatalogue: false,
    resultKey: 'attempt',
    reports: 'zip',
    sendsRecommendations: false,
  },
  budget: { calls: 300, windowSeconds: 120 },
  config: testPartnershipConfig,
  fields: testPartnershipFields,
  secretFields: ['password'],
  conformance: testPartnershipConformance,
  linkOrigins: ({ linkHosts, allowInsecure }) => originsOfHosts(linkHosts, allowInsecure),

  disclosure: ({ identity, hideInstructions }) => ({
    details: disclosed[identity],
    replacesNotice: hideInstructions,
  }),

  async startAttempt(settings, input, io) {
    const line = openLine(settings, io)
    const made = input.externalId === null ? await makeCandidate(line, input) : null
    const externalId = made?.id ?? knownId(input.externalId)
    const clickedAt = io.now()
    const token = await mintLoginToken(line, externalId)
    return {
      link: {
        url: `${settings.autoLoginUrl}/?assessmentToken=${encodeURIComponent(token)}`,
        expiresAt: new Date(clickedAt.getTime() + loginTokenSeconds * 1000),
      },
      externalId,
      memo: made && toMemo(made, usernameFor(input.attemptId), projectOf(settings, input)),
      expectedMinutes: made && expectedMinutesOf(made),
    }
  },

  // The scores call says all that the status call says and the marks too: one call for each look, whatever the state.
  async fetchAttempt(settings, ref, io) {
    const line = openLine(settings, io)
    const externalId = ref.externalId ?? (await findByUsername(line, ref))
    if (externalId === null) return noRecord()
    const own = { ...ref, externalId }
    const id = knownId(externalId)
    const scores = await outcomeOf(() => askScores(line, id))
    if ('answer' in scores) return toReport(scores.answer, own, settings, io.now())
    // Whether scores are given before the end is not documented; a refusal that is about this assessment is looked into.
    if (!['not_found', 'invalid', 'conflict'].includes(scores.error.kind)) throw scores.error
    const status = await outcomeOf(() => askStatus(line, id))
    if ('answer' in status) return toReport(status.answer, own, settings, io.now())
    if (status.error.kind !== 'not_found') throw status.error
    return vanished(status.error.message, externalId)
  },

  // Always a token of its own: one that is still held would prove yesterday's credentials.
  async probe(settings, io) {
    await askAccessToken(openLine(settings, io))
  },

  async resetSection(settings, ref, sectionId, io) {
    const line = openLine(settings, io)
    await destroySectionMarks(line, await ownSection(line, ref, sectionId))
  },

  async orderVerification(settings, ref, sectionId, io) {
    const line = openLine(settings, io)
    await addVerification(line, await ownSection(line, ref, sectionId))
  },

  async fetchReports(settings, ref, io) {
    if (ref.externalId === null) return []
    return readReportZip(await downloadReports(openLine(settings, io), knownId(ref.externalId)))
  },
}

/** A create whose answer was lost leaves a candidate under the attempt's own username. */
async function findByUsername(line: Line, ref: AttemptRef): Promise<string | null> {
  const assessments = await listAssessments(line, usernameOf(ref))
  return assessments.map(({ id }) => id).sort((left, right) => Number(right) - Number(left))[0] ?? null
}

/** A section is destroyed for good, and ids are plain numbers: it must be one of this very assessment. Costs one reading call. */
async function ownSection(line: Line, ref: AttemptRef, sectionId: string): Promise<string> {
  const id = readId(sectionId)
  if (id === null || ref.externalId === null)
    throw new ProviderError('invalid', { message: 'not the id of a section' })
  const assessments = await listAssessments(line, usernameOf(ref))
  const listed = assessments.find((assessment) => assessment.id === ref.externalId)?.sections ?? []
  const known = listed.length > 0 ? listed : (await askStatus(line, knownId(ref.externalId))).tests
  if (known.some((section) => section.id === id)) return id
  throw new ProviderError('not_found', { message: 'the section is not part of this assessment' })
}

const usernameOf = ({ memo, attemptId }: AttemptRef) =>
  typeof memo?.username === 'string' ? memo.username : usernameFor(attemptId)

/** Ids go into paths, so what was kept is read again. */
function knownId(externalId: string | null): string {
  const id = readId(externalId)
  if (id === null) throw new ProviderError('invalid', { message: 'not the id of an assessment' })
  return id
}
