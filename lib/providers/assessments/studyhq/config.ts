import { z } from 'zod'
import type { SettingField } from '@/lib/providers/assessments/contract'
import {
  baseAddress,
  complaintAboutAddress,
  complaintsAboutHosts,
  hostList,
} from '@/lib/providers/assessments/public-addresses'
import { count, flag, statusWords, withoutBlanks } from '@/lib/providers/assessments/typed-settings'

const fields = z.object({
  baseUrl: baseAddress.default('https://api.studyhq.com'),
  tokenId: z.string().trim().min(1).max(200),
  /** Stored encrypted; shown by StudyHQ once, at creation. */
  tokenSecret: z.string().trim().min(1).max(400),
  /** One token belongs to one project, and a project stands for one college. */
  projectId: z.string().trim().min(1).max(100),
  /** Hosts a start link may lead to: exact (`app.studyhq.com`) or any subdomain (`*.studyhq.com`). */
  linkHosts: hostList.default(['studyhq.com', '*.studyhq.com']),
  /** Permits http, loopback and `host:port`. Only a sandbox partner may set it: whoever saves a connection checks that. */
  allowInsecure: flag.default(false),
  /** How long we say a link lives when StudyHQ does not say; display and clean-up only. */
  linkTtlSeconds: count(30, 86_400).default(900),
  sendProjectIdOnInfo: flag.default(true),
  mobileFormat: z.enum(['national10', 'e164']).default('national10'),
  durationUnit: z.enum(['minutes', 'seconds', 'hours']).default('minutes'),
  /** Raw status word to ours, ahead of the built-in list: `{ "Marinating": "completed" }` or `Marinating=completed`. */
  statusWords: statusWords.default({}),
  /** Whether a sitting from before our attempt counts as this attempt's result. */
  acceptEarlierResults: flag.default(false),
  abandonAfterHours: count(1, 8_760).default(24),
  /** Time allowed for one question to StudyHQ, its retry included. */
  timeoutMs: count(100, 30_000).default(8_000),
})

/** What a partner fills in to be connected to StudyHQ. Takes typed values or the strings of a form or environment; blanks mean the default. */
export const studyHqConfig = z.preprocess(
  withoutBlanks,
  fields.superRefine((settings, context) => {
    if (settings.allowInsecure) return
    const refuse = (path: keyof typeof settings, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    const complaint = complaintAboutAddress(settings.baseUrl)
    if (complaint) refuse('baseUrl', complaint)
    for (const about of complaintsAboutHosts(settings.linkHosts)) refuse('linkHosts', about)
  }),
)

/** How the settings page asks for it. */
export const studyHqFields: readonly SettingField[] = [
  { name: 'baseUrl', kind: 'address', group: 'addresses' },
  { name: 'tokenId', kind: 'text', group: 'credentials' },
  { name: 'tokenSecret', kind: 'secret', group: 'credentials' },
  { name: 'projectId', kind: 'text', group: 'credentials' },
  { name: 'linkHosts', kind: 'hosts', group: 'addresses' },
  { name: 'linkTtlSeconds', kind: 'number', group: 'unknowns' },
  { name: 'sendProjectIdOnInfo', kind: 'switch', group: 'unknowns' },
  { name: 'mobileFormat', kind: 'choice', group: 'unknowns', options: ['national10', 'e164'] },
  { name: 'durationUnit', kind: 'choice', group: 'unknowns', options: ['minutes', 'seconds', 'hours'] },
  { name: 'statusWords', kind: 'words', group: 'unknowns' },
  { name: 'acceptEarlierResults', kind: 'switch', group: 'behaviour' },
  { name: 'abandonAfterHours', kind: 'number', group: 'behaviour' },
  { name: 'timeoutMs', kind: 'number', group: 'behaviour' },
]

export type StudyHqSettings = z.output<typeof studyHqConfig>
