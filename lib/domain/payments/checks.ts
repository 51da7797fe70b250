const hour = 3600
const firstWaits = [10, 20, 40, 60, 60, 60, 60, 60, 5 * 60, 15 * 60]

/** After this age nobody asks any more: a bank answers within three days, and one day is kept in hand. Seconds. */
export const lastPaymentCheckSeconds = 96 * hour

/**
 * Seconds until the gateway should next be asked about an order that nothing has settled, or null to stop.
 * `ageSeconds` since the browser was sent to the gateway, `checks` already made since then. Close together while
 * the applicant waits, hourly while a bank may still answer late.
 */
export function nextPaymentCheck(ageSeconds: number, checks: number): number | null {
  if (ageSeconds >= lastPaymentCheckSeconds) return null
  return firstWaits[Math.max(0, checks)] ?? hour
}

const soon = 15 * 60
const twiceADay = 12 * hour

/**
 * Seconds until a settled order is asked about again, or null to stop: seldom, and only because a second capture whose
 * message is lost must still be found. `ageSeconds` since the browser was sent to the gateway.
 */
export function nextCheckOnceSettled(ageSeconds: number): number | null {
  if (ageSeconds >= lastPaymentCheckSeconds) return null
  return ageSeconds < soon ? soon : twiceADay
}
