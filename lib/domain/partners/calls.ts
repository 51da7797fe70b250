/** What an exchange with an outside system is for, in our words. */
export const callPurposes = [
  'mint_start_link',
  'fetch_result',
  'create_order',
  'fetch_payments',
  'refund',
  'webhook',
  'return',
  'callback',
  'cancel_attempt',
  'reset_section',
  'order_verification',
  'fetch_reports',
  'erase_candidate',
  'list_tests',
  'reconcile',
  'probe',
  'conformance',
] as const
export const callOutcomes = ['succeeded', 'failed'] as const

/** Which exchanges the integration log shows. Everything may be left out; `connection` is its label. */
export type CallFilter = {
  purpose?: (typeof callPurposes)[number]
  outcome?: (typeof callOutcomes)[number]
  connection?: string
}

/** A filter out of an address; what is not understood is left out. */
export function readCallFilter(raw: Record<string, string | string[] | undefined>): CallFilter {
  return {
    purpose: callPurposes.find((purpose) => purpose === raw.purpose),
    outcome: callOutcomes.find((outcome) => outcome === raw.outcome),
    connection:
      typeof raw.connection === 'string' && raw.connection !== ''
        ? raw.connection.replaceAll('\u0000', '').slice(0, 100)
        : undefined,
  }
}
