import { createHash } from 'node:crypto'
import type { Hint } from '@/lib/providers/assessments/contract'
import { insideOut, readFirst, readId, readJson, readText, squash, type Fields } from './wire-values'

const mostRead = 20_000
const names = ['testinvitationid', 'status', 'teststatus', 'attemptedonutc', 'attemptedon']
const beginnings = ['pending', 'notstarted', 'inprogress', 'started']

/**
 * What a callback claims, out of any bytes at all: JSON in any spelling, JSON that is broken like the documents' own
 * sample, or form fields. A claim and nothing more: scores in it are not even read.
 */
export function readHint(body: string): Hint {
  const text = body.slice(0, mostRead)
  const fields = fieldsIn(text)
  const externalId = readFirst(fields, ['testinvitationid'], readId)
  // V2 sends no status, and calls only when a test has been taken.
  const status = readFirst(fields, ['status', 'teststatus'], readText)
  const at = readFirst(fields, ['attemptedonutc', 'attemptedon'], readText)
  return {
    externalId,
    rawStatus: status === null ? null : kept(status),
    dedupeKey:
      externalId === null
        ? `imocha:unreadable:${createHash('sha256').update(body).digest('hex').slice(0, 32)}`
        : `imocha:${externalId}:${kept(status ?? '')}:${kept(at ?? '')}`,
    isEnding: !beginnings.includes(squash(status ?? '')),
  }
}

function fieldsIn(text: string): Fields {
  const json = readJson(text)
  const value = typeof json === 'string' ? readJson(json) : json
  const fields = insideOut(value)
  if (fields.size > 0) return fields
  return /^[\w.%+-]+=/.test(text.trim()) ? formFields(text.trim()) : looseFields(text)
}

const formFields = (text: string): Fields =>
  new Map([...new URLSearchParams(text)].map(([key, value]) => [squash(key), value]))

/** Name and value pairs picked out of text that only looks like JSON. */
function looseFields(text: string): Fields {
  const fields: Fields = new Map()
  const pair = /["']\s{0,20}([A-Za-z]{4,40})\s{0,20}["']\s{0,20}:\s{0,20}["']?([^"',}\r\n]{1,100})/g
  for (const [, key = '', value = ''] of text.matchAll(pair)) {
    const name = squash(key)
    // A comment may follow the number, as in the documents: `"TestInvitationId": 2256212# …`.
    const read = name === 'testinvitationid' ? (/^\s*(\d{1,19})(?!\d)/.exec(value)?.[1] ?? '') : value.trim()
    if (names.includes(name) && read !== '' && !fields.has(name)) fields.set(name, read)
  }
  return fields
}

/** PostgreSQL keeps neither NUL nor half a surrogate pair. */
const kept = (text: string) =>
  text
    .slice(0, 100)
    .replaceAll('\u0000', '')
    .replace(/\p{Surrogate}/gu, '')
    .trim()
