import { z } from 'zod'
import type { SettingField } from '@/lib/providers/assessments/contract'
import {
  complaintAboutAddress,
  complaintsAboutHosts,
  hostList,
} from '@/lib/providers/assessments/public-addresses'
import { count, flag, statusWords, withoutBlanks } from '@/lib/providers/assessments/typed-settings'

const address = /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/

const versions = ['v3', 'v2'] as const
const callbackSpellings = ['callbackUrl', 'callbackURL', 'both'] as const
const redirectSpellings = ['redirectUrl', 'redirectURL', 'both'] as const
const proctoringModes = ['as_test', 'disabled', 'image', 'video'] as const
const finishedMoves = ['reattempt', 'ask_staff'] as const
const timeUnits = ['minutes', 'seconds'] as const

const origins = { v3: 'https://apiv3.imocha.io', v2: 'https://api.interviewmocha.com' } as const
const ownHosts = ['test.imocha.io', '*.imocha.io', '*.interviewmocha.com']

/** Ids are 64-bit at iMocha: text here, because a JavaScript number would lose their last digits. */
const id = z.coerce
  .string()
  .trim()
  .regex(/^\d{1,19}$/)

const stakeholders = z
  .string()
  .transform((list) =>
    list
      .split(/[\s,;]+/)
      .filter((entry) => entry !== '')
      .join(','),
  )
  .refine((list) => list === 'disable' || list.split(',').every((entry) => address.test(entry)))

const fields = z.object({
  /** Which generation of the API this partner is on. V2 is announced as deprecated; results read the same. */
  apiVersion: z.enum(versions),
  baseUrl: z.url({ protocol: /^https?$/ }).transform(bareAddress),
  /** Stored encrypted. One key is one account at iMocha. */
  apiKey: z.string().trim().min(1).max(400),
  /** The test of intakes that name none. */
  testId: id.nullable().default(null),
  /** Copies the settings of this link of `testId`; null uses the test's default link. */
  testLinkId: id.nullable().default(null),
  /** Hosts a start link may lead to: exact (`test.imocha.io`) or any subdomain (`*.imocha.io`). White label: the partner's own. */
  linkHosts: hostList.default(ownHosts),
  /** Hosts a report may be downloaded from. */
  reportHosts: hostList.default(ownHosts),
  /** Permits http, loopback and `host:port`. Only a sandbox partner may set it: whoever saves a connection checks that. */
  allowInsecure: flag.default(false),
  /** Skips iMocha's instruction page, and with it iMocha's privacy notice: ours must then be shown in its place. */
  hideInstruction: flag.default(false),
  /** Whether iMocha mails the candidate too. */
  sendEmail: flag.default(false),
  /** Addresses that iMocha mails results to, or the word `disable`. */
  stakeholderEmails: stakeholders.default('disable'),
  proctoringMode: z.enum(proctoringModes).default('as_test'),
  /** iMocha's number of a time zone; 1720 is India. */
  timeZoneId: count(1, 100_000).default(1720),
  /** Permits an invitation without name and e-mail address, for which iMocha then invents some. */
  disableMandatoryFields: flag.default(false),
  /** 1 sections, 2 skills, 3 both. */
  reportType: count(1, 3).default(1),
  /** Days an invitation stays open where the intake names no end; null leaves that to iMocha. */
  validityDays: count(1, 365).nullable().default(null),
  /** What to do when an invitation is answered with a finished one: ask for another sitting, or leave it to staff. */
  onFinishedInvitation: z.enum(finishedMoves).default('reattempt'),
  callbackSpelling: z.enum(callbackSpellings).default('callbackUrl'),
  redirectSpelling: z.enum(redirectSpellings).default('redirectUrl'),
  timeTakenUnit: z.enum(timeUnits).default('minutes'),
  /** Raw status word to ours, ahead of the built-in list: `{ "Evaluated": "completed" }` or `Evaluated=completed`. */
  statusWords: statusWords.default({}),
  /** Time allowed for one call to iMocha, its retry included. */
  timeoutMs: count(100, 30_000).default(8_000),
})

/** What a partner fills in to be connected to iMocha. Takes typed values or the strings of a form or environment; blanks mean the default. */
export const imochaConfig = z.preprocess(
  withDefaults,
  fields.superRefine((settings, context) => {
    if (settings.allowInsecure) return
    const refuse = (path: keyof typeof settings, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    const complaint = complaintAboutAddress(settings.baseUrl)
    if (complaint) refuse('baseUrl', complaint)
    for (const list of ['linkHosts', 'reportHosts'] as const)
      for (const about of complaintsAboutHosts(settings[list])) refuse(list, about)
  }),
)

/** How the settings page asks for it. */
export const imochaFields: readonly SettingField[] = [
  { name: 'apiVersion', kind: 'choice', group: 'addresses', options: versions },
  { name: 'baseUrl', kind: 'address', group: 'addresses' },
  { name: 'apiKey', kind: 'secret', group: 'credentials' },
  { name: 'testId', kind: 'test', group: 'test' },
  { name: 'testLinkId', kind: 'text', group: 'test' },
  { name: 'linkHosts', kind: 'hosts', group: 'addresses' },
  { name: 'reportHosts', kind: 'hosts', group: 'addresses' },
  { name: 'hideInstruction', kind: 'switch', group: 'behaviour' },
  { name: 'sendEmail', kind: 'switch', group: 'behaviour' },
  { name: 'stakeholderEmails', kind: 'text', group: 'behaviour' },
  { name: 'proctoringMode', kind: 'choice', group: 'behaviour', options: proctoringModes },
  { name: 'timeZoneId', kind: 'number', group: 'behaviour' },
  { name: 'disableMandatoryFields', kind: 'switch', group: 'behaviour' },
  { name: 'reportType', kind: 'choice', group: 'behaviour', options: ['1', '2', '3'] },
  { name: 'validityDays', kind: 'number', group: 'behaviour' },
  { name: 'onFinishedInvitation', kind: 'choice', group: 'behaviour', options: finishedMoves },
  { name: 'timeoutMs', kind: 'number', group: 'behaviour' },
  { name: 'callbackSpelling', kind: 'choice', group: 'unknowns', options: callbackSpellings },
  { name: 'redirectSpelling', kind: 'choice', group: 'unknowns', options: redirectSpellings },
  { name: 'timeTakenUnit', kind: 'choice', group: 'unknowns', options: timeUnits },
  { name: 'statusWords', kind: 'words', group: 'unknowns' },
]

export type ImochaSettings = z.output<typeof imochaConfig>

/** Blanks count as absent; the address follows the version where none is given. */
function withDefaults(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input
  const given = { ...(withoutBlanks(input) as Record<string, unknown>) }
  const asked = given['apiVersion'] ?? 'v3'
  const apiVersion = typeof asked === 'string' ? asked.trim().toLowerCase() : asked
  return { baseUrl: apiVersion === 'v2' ? origins.v2 : origins.v3, ...given, apiVersion }
}

/** The documents print the address with `/v3` or `/v2/org` behind it; the calls bring their own. */
function bareAddress(url: string): string {
  return url.replace(/\/+$/, '').replace(/\/(?:v3|v2(?:\/org)?)$/, '')
}
