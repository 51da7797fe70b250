import type { ProviderIo } from '@/lib/platform/http'
import { ProviderError } from '@/lib/platform/provider-error'
import { openConnection } from '@/lib/features/partners/commands'
import type {
  AssessmentProvider,
  AttemptRef,
  AttemptReport,
  Candidate,
  StartLink,
} from '@/lib/providers/assessments/contract'
import { findAssessmentProvider } from '@/lib/providers/assessments/registry'

/** A provider with a partner's settings already in its hand. Lives for one call. */
export type OpenProvider = {
  startAttempt(input: { attemptId: string; candidate: Candidate }, io: ProviderIo): Promise<StartLink>
  fetchAttempt(ref: AttemptRef, io: ProviderIo): Promise<AttemptReport>
}

/** Opens the provider behind a connection of this partner. Throws ProviderError('config') when its settings are not usable. */
export async function openProvider(partnerId: string, connectionId: string): Promise<OpenProvider> {
  const connection = await openConnection(partnerId, connectionId)
  const provider = findAssessmentProvider(connection.provider)
  if (!provider)
    throw new ProviderError('config', { message: `${connection.label} is not an assessment provider` })
  return withSettings(provider, connection.settings)
}

const withSettings = <Settings>(provider: AssessmentProvider<Settings>, raw: unknown): OpenProvider => {
  const settings = provider.config.parse(raw)
  return {
    startAttempt: (input, io) => provider.startAttempt(settings, input, io),
    fetchAttempt: (ref, io) => provider.fetchAttempt(settings, ref, io),
  }
}
