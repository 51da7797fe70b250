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
    readonly info: { message?: string; status?: number; retryAfterSeconds?: number } = {},
  ) {
    super(info.message ?? kind)
    this.name = 'ProviderError'
  }
}
