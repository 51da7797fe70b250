import type { Candidate } from '@/lib/providers/assessments/contract'
import type { ProviderIo } from '@/lib/platform/http'
import { ProviderError } from '@/lib/platform/provider-error'
import type { ImochaSettings } from './config'
import type { WireInvitation, WireReport, WireTest } from './wire'

/** Whom an invitation is for, and where iMocha may tell us and send the browser. */
export type Invitee = {
  candidate: Candidate
  testId: string
  /** Copies the settings of this link; null for the test's default link. */
  testLinkId: string | null
  callbackUrl: string
  returnUrl: string
  window: AccessWindow | null
}
export type AccessWindow = { startsAt: Date; endsAt: Date }

/** What both generations of the API can do; every function asks once and throws ProviderError. */
export type ImochaApi = {
  /** Makes an invitation, or answers with the one this address has for this test already, even a finished one. */
  invite(settings: ImochaSettings, invitee: Invitee, io: ProviderIo): Promise<WireInvitation>
  /** Another sitting in place of a finished one; an unfinished one comes back as it is. Refused while in progress. */
  reattempt(
    settings: ImochaSettings,
    invitationId: string,
    invitee: Invitee,
    io: ProviderIo,
  ): Promise<WireInvitation>
  /** Ends an invitation nobody has begun. */
  cancel(settings: ImochaSettings, invitationId: string, io: ProviderIo): Promise<void>
  /** Null: no report of this invitation. */
  findReport(settings: ImochaSettings, invitationId: string, io: ProviderIo): Promise<WireReport | null>
  /** One page of the catalogue; `page` counts from 1. */
  listTests(
    settings: ImochaSettings,
    page: { number: number; size: number },
    io: ProviderIo,
  ): Promise<{ tests: WireTest[]; count: number | null }>
  findTest(settings: ImochaSettings, testId: string, io: ProviderIo): Promise<WireTest | null>
  findTestLink(
    settings: ImochaSettings,
    ids: { testId: string; testLinkId: string },
    io: ProviderIo,
  ): Promise<{ isActive: boolean } | null>
}

const active = /^(?:active|published|enabled|live)$/i

/** Unless iMocha says otherwise, a test or link can be used. */
export const isActive = (status: string | null): boolean => status === null || active.test(status.trim())

/** One address however it was typed: iMocha would make a second invitation for `A@x` beside `a@x` (trap 19). */
export const plainEmail = (email: string) => email.trim().toLowerCase()

export const plainName = (name: string) => [...name.trim().replace(/\s+/g, ' ')].slice(0, 100).join('')

/** An id on its way into a path or a body: digits, nothing else. @throws ProviderError('invalid') */
export function digitsOf(id: string): string {
  if (/^\d{1,19}$/.test(id)) return id
  throw new ProviderError('invalid', { message: 'not an iMocha id' })
}

/** The answer as it was read, or the complaint that it says nothing we know. */
export function readable<T>(read: T | null, what: string): T {
  if (read === null) throw new ProviderError('contract', { message: `${what}: nothing known in the answer` })
  return read
}
