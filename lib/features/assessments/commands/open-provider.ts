import { openConnection } from '@/lib/features/partners/commands'
import { ProviderError } from '@/lib/platform/provider-error'
import type { OpenProvider } from '@/lib/providers/assessments/contract'
import { findAssessmentProvider } from '@/lib/providers/assessments/registry'

/** Opens the provider behind a connection of this partner. Throws ProviderError('config') when its settings are not usable. */
export async function openProvider(partnerId: string, connectionId: string): Promise<OpenProvider> {
  const connection = await openConnection(partnerId, connectionId)
  const provider = findAssessmentProvider(connection.provider)
  if (!provider)
    throw new ProviderError('config', { message: `${connection.label} is not an assessment provider` })
  return provider.open(connection.settings)
}
