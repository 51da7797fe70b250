import { readIndiaTime } from '../shared/india-time'

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
  'deliver_mail',
] as const
export type LoggedPurpose = (typeof callPurposes)[number]

/** How an exchange ended, as the log is filtered by: all that failed, or one way of failing. */
export const callOutcomes = [
  'succeeded',
  'failed',
  'refused',
  'busy',
  'server_error',
  'timed_out',
  'unreachable',
  'unreadable',
  'untrusted',
] as const
export type CallOutcome = (typeof callOutcomes)[number]

/** Whose words began it: we asked, or they told us. */
export const callWays = ['out', 'in'] as const

/** Stands for mail where a connection is named: no connection of a partner carries it. */
export const mailConnection = 'mail'

/** Which exchanges the integration log shows. Everything may be left out. */
export type CallFilter = {
  purpose?: LoggedPurpose
  outcome?: CallOutcome
  /** A connection's label, or `mail`. */
  connection?: string
  direction?: (typeof callWays)[number]
  /** An application number. */
  application?: string
  /** An id of ours or of theirs: exchange, attempt, order, message, sitting, gateway order or payment. */
  record?: string
  status?: number
  /** At least so many milliseconds. */
  slow?: number
  /** Part of the request's path. */
  path?: string
  from?: Date
  until?: Date
}

type RawFilter = Record<string, string | string[] | undefined>

/** A filter out of an address; what is not understood is left out. Times are India time, `YYYY-MM-DDTHH:MM`. */
export function readCallFilter(raw: RawFilter): CallFilter {
  return {
    purpose: callPurposes.find((purpose) => purpose === raw.purpose),
    outcome: callOutcomes.find((outcome) => outcome === raw.outcome),
    connection: textOf(raw.connection),
    direction: callWays.find((way) => way === raw.direction),
    application: textOf(raw.application)?.toUpperCase(),
    record: textOf(raw.record),
    status: numberOf(raw.status, 999),
    slow: numberOf(raw.slow, 3_600_000),
    path: textOf(raw.path),
    from: readIndiaTime(textOf(raw.from)) ?? undefined,
    until: readIndiaTime(textOf(raw.until)) ?? undefined,
  }
}

function textOf(raw: RawFilter[string]): string | undefined {
  const text = typeof raw === 'string' ? raw.replaceAll('\u0000', '').trim().slice(0, 100) : ''
  return text === '' ? undefined : text
}

function numberOf(raw: RawFilter[string], most: number): number | undefined {
  const text = textOf(raw)
  return text && /^\d{1,7}$/.test(text) ? Math.min(Number(text), most) : undefined
}
