import { isRowId } from '../shared/row-id'
import { readReferenceNumber } from '../shared/reference-number'

/** Which events the audit log shows. Everything may be left out; dates are India calendar dates, both included. */
export type AuditFilter = {
  /** An event's name, or the beginning of several: `decision.`. */
  name?: string
  /** An account's id. */
  actor?: string
  applicationNumber?: string
  from?: string
  to?: string
}

/** A filter out of an address; what is not understood is left out rather than refused. */
export function readAuditFilter(raw: Record<string, string | string[] | undefined>): AuditFilter {
  const text = (name: string) => (typeof raw[name] === 'string' ? raw[name].trim() : '')
  const date = (name: string) => (isDate(text(name)) ? text(name) : undefined)
  const number = readReferenceNumber(text('application'))
  return {
    name: /^[a-z_]+\.[a-z_]*$/.test(text('name')) ? text('name') : undefined,
    actor: isRowId(text('actor')) ? text('actor') : undefined,
    applicationNumber: number?.startsWith('APP-') ? number : undefined,
    from: date('from'),
    to: date('to'),
  }
}

const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`))
