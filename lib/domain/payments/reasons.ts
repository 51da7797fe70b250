/** Why a payment did not go through, as far as there is a plain sentence for it: messages `payments.reasons.<reason>`. */
export const knownReasons = [
  'payment_cancelled',
  'insufficient_funds',
  'incorrect_otp',
  'incorrect_pin',
  'incorrect_cvv',
  'incorrect_card_details',
  'payment_timed_out',
  'bank_technical_error',
  'gateway_technical_error',
  'card_declined',
  'card_expired',
  'card_not_enrolled',
  'transaction_limit_exceeded',
  'payment_risk_check_failed',
  'authentication_failed',
  'invalid_vpa',
  'upi_app_unavailable',
  'debit_instrument_blocked',
  'international_not_allowed',
  'unknown',
] as const
export type KnownReason = (typeof knownReasons)[number]

/** Other words that gateways use for the same thing. */
const sameAs = new Map<string, KnownReason>(
  Object.entries({
    payment_canceled: 'payment_cancelled',
    user_cancelled: 'payment_cancelled',
    payment_timeout: 'payment_timed_out',
    payment_session_expired: 'payment_timed_out',
    payment_collect_request_expired: 'payment_timed_out',
    insufficient_balance: 'insufficient_funds',
    incorrect_atm_pin: 'incorrect_pin',
    invalid_pin: 'incorrect_pin',
    otp_expired: 'incorrect_otp',
    otp_attempts_exceeded: 'incorrect_otp',
    pin_attempts_exceeded: 'incorrect_pin',
    incorrect_card_number: 'incorrect_card_details',
    incorrect_card_expiry_date: 'incorrect_card_details',
    incorrect_cardholder_name: 'incorrect_card_details',
    card_number_invalid: 'incorrect_card_details',
    payment_declined: 'card_declined',
    payment_failed: 'unknown',
    server_error: 'gateway_technical_error',
    issuer_technical_error: 'bank_technical_error',
    bank_not_available: 'bank_technical_error',
    debit_declined: 'card_declined',
    transaction_daily_limit_exceeded: 'transaction_limit_exceeded',
    transaction_daily_count_exceeded: 'transaction_limit_exceeded',
    transaction_frequency_limit_exceeded: 'transaction_limit_exceeded',
    payment_authentication_failed: 'authentication_failed',
    user_not_eligible: 'authentication_failed',
    payment_risk_check_failed_by_gateway: 'payment_risk_check_failed',
    invalid_user_vpa: 'invalid_vpa',
    vpa_resolution_failed: 'invalid_vpa',
    psp_app_not_available: 'upi_app_unavailable',
    debit_instrument_inactive: 'debit_instrument_blocked',
    international_transaction_not_allowed: 'international_not_allowed',
  } as const),
)

/** A gateway's machine word as one of those we can explain; anything else is `unknown`. */
export function toKnownReason(raw: string | null): KnownReason {
  const known = knownReasons.find((reason) => reason === raw)
  return known ?? sameAs.get(raw ?? '') ?? 'unknown'
}
