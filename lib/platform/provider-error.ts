import { type Refusal, refuse } from '@/lib/domain/shared/result'

/** Why an outside system could not do what we asked. The only thing a provider folder throws on purpose. */
export const providerErrorKinds = [
  'config', // wrong credentials or project: the connection is unhealthy, staff must act
  'invalid', // our payload was refused: no retry
  'conflict', // exists already, or wrong state
  'not_found',
  'rate_limited', // retry after `retryAfterSeconds`
  'transient', // time-out, network, 5xx: retry later
  'contract', // unreadable or impossible answer, hostile link: sample kept in the integration log
  'refused_by_provider',
] as const
export type ProviderErrorKind = (typeof providerErrorKinds)[number]

export class ProviderError extends Error {
  constructor(
    readonly kind: ProviderErrorKind,
    readonly info: {
      message?: string
      status?: number
      retryAfterSeconds?: number
      isLinkRefused?: boolean
    } = {},
  ) {
    // Words of a provider are in it, and it is kept: PostgreSQL takes neither NUL nor half a surrogate pair.
    super((info.message ?? kind).replaceAll('\u0000', '').replace(/\p{Surrogate}/gu, ''))
    this.name = 'ProviderError'
  }
}

/** A provider's failure as a refusal that a person can read. */
export function providerRefusal(error: ProviderError): Refusal {
  const by = { waitsFor: 'provider' as const }
  switch (error.kind) {
    case 'rate_limited':
      return refuse('provider_busy', by).refusal
    case 'transient':
      return refuse('provider_unreachable', by).refusal
    case 'config':
      return refuse('provider_misconfigured', { waitsFor: 'staff' }).refusal
    case 'contract':
      return refuse(error.info.isLinkRefused ? 'provider_link_refused' : 'provider_answer_unreadable', by)
        .refusal
    default:
      return refuse('provider_refused', { waitsFor: 'staff' }).refusal
  }
}

/** The same for staff, who may look at the integration log and at the connection. */
export function outsideRefusal(error: ProviderError): Refusal {
  const codes = {
    rate_limited: 'outside_busy',
    transient: 'outside_unreachable',
    config: 'outside_misconfigured',
    contract: 'outside_unreadable',
    invalid: 'outside_refused',
    conflict: 'outside_refused',
    not_found: 'outside_refused',
    refused_by_provider: 'outside_refused',
  } as const satisfies Record<ProviderErrorKind, string>
  return refuse(codes[error.kind], { waitsFor: error.kind === 'config' ? 'staff' : 'provider' }).refusal
}

/**
 * One call to an outside system as a value: its answer, or the ProviderError it threw. For commands that must keep the
 * place in the journey when a provider fails; anything else that is thrown is a bug and passes on.
 */
export async function outcomeOf<T>(
  call: () => Promise<T>,
): Promise<{ answer: T } | { error: ProviderError }> {
  try {
    return { answer: await call() }
  } catch (error) {
    if (error instanceof ProviderError) return { error }
    throw error
  }
}
