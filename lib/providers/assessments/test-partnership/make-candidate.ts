import { outcomeOf, ProviderError } from '@/lib/platform/provider-error'
import type { StartInput } from '@/lib/providers/assessments/contract'
import { candidateRequest } from './candidate'
import { createCandidate, isCandidate, listAssessments, type Line } from './client'
import type { WireAssessment } from './wire'

/**
 * The attempt's assessment at Test Partnership: made now, or found when an earlier create went through without our hearing
 * of it (reference/providers.md §3.6). Never a second candidate for one attempt.
 */
export async function makeCandidate(line: Line, input: StartInput): Promise<WireAssessment> {
  const request = candidateRequest(line.settings, input)
  const { extraTimePercent } = input
  if (extraTimePercent !== null && extraTimePercent > 100)
    throw new ProviderError('invalid', { message: 'FactorPercentage: more than 100 % extra time' })
  const first = await outcomeOf(() => createCandidate(line, request))
  if ('answer' in first) return ownAssessment([first.answer], input)
  const { error } = first
  if (error.kind === 'conflict') {
    const assessments = await listAssessments(line, request.Username)
    if (assessments.length === 0) throw error
    return ownAssessment(assessments, input)
  }
  // Refused is not made; with an answer that was lost or unreadable we cannot know.
  if (error.kind !== 'transient' && error.kind !== 'contract') throw error
  const exists = await outcomeOf(() => isCandidate(line, request.Username))
  if ('error' in exists) throw error
  if (exists.answer) return ownAssessment(await listAssessments(line, request.Username), input)
  // A plain 5xx that made nothing: the fixed username keeps a second try harmless. After a time-out it may still be at work.
  if (error.info.status === undefined || error.info.status < 500) throw error
  return ownAssessment([await createCandidate(line, request)], input)
}

/** The newest assessment that is not one of another attempt. */
function ownAssessment(
  assessments: WireAssessment[],
  { knownExternalIds }: Pick<StartInput, 'knownExternalIds'>,
): WireAssessment {
  const [newest] = assessments
    .filter(({ id }) => !knownExternalIds.includes(id))
    .sort((left, right) => Number(right.id) - Number(left.id))
  if (newest) return newest
  throw new ProviderError('conflict', { message: 'every assessment here is that of another attempt' })
}
