import { z } from 'zod'
import type { SettingField } from '@/lib/providers/assessments/contract'
import {
  baseAddress,
  complaintAboutAddress,
  complaintsAboutHosts,
  hostList,
  isUnder,
} from '@/lib/providers/assessments/public-addresses'
import {
  count,
  flag,
  statusWords,
  withoutBlanks,
  wordPairs,
} from '@/lib/providers/assessments/typed-settings'

/** Reports that a questionnaire's groups are made for (reference/providers.md §3.2). */
const reportTypes = [
  'Full Report',
  'Sales Report',
  'Leadership Report',
  'Customer Service Report',
  'Administrative Report',
] as const

/** What we can tell Test Partnership beside the documented fields. The last three are personal. */
export const demographicFacts = ['attemptId', 'attemptNo', 'fullName', 'email', 'mobile'] as const
export type DemographicFact = (typeof demographicFacts)[number]

const demographicWords = z.record(z.string().max(200), z.enum(demographicFacts))

const fields = z.object({
  baseUrl: baseAddress.default('https://www.tptests.com'),
  /** Where the applicant's browser is sent; `/auto-login` below the base when left empty. */
  autoLoginUrl: baseAddress.optional(),
  username: z.string().trim().min(1).max(30),
  /** Stored encrypted. Travels in a query string, as Test Partnership wants it. */
  password: z.string().min(1).max(50),
  /** The project an applicant is put into; an intake may name another. */
  projectAccessKey: z.string().trim().min(1).max(20),
  /** Hosts that logging in may lead to; the auto-login host and its relatives when left empty. */
  linkHosts: hostList.optional(),
  /** Permits http, loopback and `host:port`. Only a sandbox partner may set it: whoever saves a connection checks that. */
  allowInsecure: flag.default(false),
  /**
   * What leaves about the person. `name_only`: the name, for the cover of the reports, with the magic address to which no
   * mail is sent. `anonymous`: neither. `real`: Test Partnership mails login details to the applicant.
   */
  identity: z.enum(['name_only', 'anonymous', 'real']).default('name_only'),
  /** Sends a random password that nobody keeps, so that our start page is the only way in. */
  ownPassword: flag.default(false),
  /** Skips Test Partnership's privacy, instruction and overview pages: our own notice must have been shown. */
  hideInstructions: flag.default(false),
  sendDemographicData: flag.default(false),
  /** Question text of the client portal to what we answer: `Application reference=attemptId`. */
  demographicFields: z
    .union([demographicWords, z.string().transform(wordPairs).pipe(demographicWords)])
    .default({}),
  bodyEncoding: z.enum(['json', 'form']).default('json'),
  endTimeFormat: z.enum(['dd/MM', 'MM/dd']).default('dd/MM'),
  testTimeUnit: z.enum(['minutes', 'seconds']).default('minutes'),
  /** How long an access token lives; Test Partnership lengthens it on request. */
  tokenMinutes: count(2, 1_440).default(5),
  /** Groups of this report come first; those of others are kept apart. */
  reportType: z.enum(reportTypes).default('Full Report'),
  /** Raw status word to ours, ahead of the built-in list: `{ "Marinating": "completed" }` or `Marinating=completed`. */
  statusWords: statusWords.default({}),
  abandonAfterHours: count(1, 8_760).default(72),
  /** Time allowed for one call; a verb of several calls gets three times as much, and never more than 24 s. */
  timeoutMs: count(100, 30_000).default(8_000),
})

/** What a partner fills in to be connected to Test Partnership. Takes typed values or the strings of a form or environment; blanks mean the default. */
export const testPartnershipConfig = z.preprocess(
  withoutBlanks,
  fields.transform(withDerivedAddresses).superRefine((settings, context) => {
    const refuse = (path: keyof typeof settings, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    const loginHost = new URL(settings.autoLoginUrl).host
    if (!settings.linkHosts.some((entry) => isUnder(loginHost, entry)))
      refuse('autoLoginUrl', `${loginHost} is not among the link hosts`)
    if (settings.allowInsecure) return
    for (const path of ['baseUrl', 'autoLoginUrl'] as const) {
      const complaint = complaintAboutAddress(settings[path])
      if (complaint) refuse(path, complaint)
    }
    for (const about of complaintsAboutHosts(settings.linkHosts)) refuse('linkHosts', about)
  }),
)

/** How the settings page asks for it. */
export const testPartnershipFields: readonly SettingField[] = [
  { name: 'baseUrl', kind: 'address', group: 'addresses' },
  { name: 'autoLoginUrl', kind: 'address', group: 'addresses' },
  { name: 'linkHosts', kind: 'hosts', group: 'addresses' },
  { name: 'username', kind: 'text', group: 'credentials' },
  { name: 'password', kind: 'secret', group: 'credentials' },
  { name: 'projectAccessKey', kind: 'text', group: 'test' },
  { name: 'reportType', kind: 'choice', group: 'test', options: reportTypes },
  {
    name: 'identity',
    kind: 'choice',
    group: 'behaviour',
    options: ['name_only', 'anonymous', 'real'],
  },
  { name: 'ownPassword', kind: 'switch', group: 'behaviour' },
  { name: 'hideInstructions', kind: 'switch', group: 'behaviour' },
  { name: 'sendDemographicData', kind: 'switch', group: 'behaviour' },
  { name: 'demographicFields', kind: 'words', group: 'behaviour', options: demographicFacts },
  { name: 'abandonAfterHours', kind: 'number', group: 'behaviour' },
  { name: 'timeoutMs', kind: 'number', group: 'behaviour' },
  { name: 'tokenMinutes', kind: 'number', group: 'unknowns' },
  { name: 'bodyEncoding', kind: 'choice', group: 'unknowns', options: ['json', 'form'] },
  { name: 'endTimeFormat', kind: 'choice', group: 'unknowns', options: ['dd/MM', 'MM/dd'] },
  { name: 'testTimeUnit', kind: 'choice', group: 'unknowns', options: ['minutes', 'seconds'] },
  { name: 'statusWords', kind: 'words', group: 'unknowns' },
]

export type TestPartnershipSettings = z.output<typeof testPartnershipConfig>

/** A browser follows auto-login wherever it leads, and the page's policy must name every stop: so relatives are listed too. */
function withDerivedAddresses<S extends { baseUrl: string; autoLoginUrl?: string; linkHosts?: string[] }>(
  settings: S,
) {
  const autoLoginUrl = settings.autoLoginUrl ?? `${settings.baseUrl}/auto-login`
  const { host, port } = new URL(autoLoginUrl)
  const family = host.replace(/^www\./, '')
  const relatives = port === '' && family !== host ? [host, family, `*.${family}`] : [host]
  return { ...settings, autoLoginUrl, linkHosts: settings.linkHosts ?? relatives }
}
