import { z } from 'zod'
import { progressStates, type Progress } from '@/lib/domain/assessments/attempt'
import type { SettingField } from '@/lib/providers/assessments/contract'

const hostEntry = /^(?:\*\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$|^\[[0-9a-f:]+\](?::\d{1,5})?$/
const ownMachine =
  /^(?:[^.]+\.?|.+\.(?:localhost|local|internal)\.?|0\..+|127\..+|10\..+|192\.168\..+|169\.254\..+|172\.(?:1[6-9]|2\d|3[01])\..+|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\..+|\[.*\])$/

const flag = z.union([z.boolean(), z.stringbool()])
const count = (least: number, most: number) => z.coerce.number().int().min(least).max(most)

const linkHosts = z
  .union([z.array(z.string()), z.string().transform((list) => list.split(/[\s,;]+/))])
  .transform((hosts) => [...new Set(hosts.map(bareHost).filter((host) => host !== ''))])
  .pipe(z.array(z.string().max(260).regex(hostEntry)).min(1).max(20))

const statusWords = z.union([
  z.record(z.string(), z.enum(progressStates)),
  z
    .string()
    .transform(wordPairs)
    .pipe(z.record(z.string(), z.enum(progressStates))),
])

const fields = z.object({
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .default('https://api.studyhq.com')
    .transform(withoutTrailingSlash),
  tokenId: z.string().trim().min(1).max(200),
  /** Stored encrypted; shown by StudyHQ once, at creation. */
  tokenSecret: z.string().trim().min(1).max(400),
  /** One token belongs to one project, and a project stands for one college. */
  projectId: z.string().trim().min(1).max(100),
  /** Hosts a start link may lead to: exact (`app.studyhq.com`) or any subdomain (`*.studyhq.com`). */
  linkHosts: linkHosts.default(['studyhq.com', '*.studyhq.com']),
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
    const { protocol, hostname } = new URL(settings.baseUrl)
    if (protocol !== 'https:') refuse('baseUrl', 'must start with https://')
    if (ownMachine.test(hostname)) refuse('baseUrl', 'must be a public host')
    for (const host of settings.linkHosts) {
      const name = host.replace(/^\*\./, '')
      if (/:\d+$/.test(host)) refuse('linkHosts', `${host}: no port`)
      if (ownMachine.test(name)) refuse('linkHosts', `${host}: must be a public host`)
      if (!name.includes('.')) refuse('linkHosts', `${host}: too wide`)
    }
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

function withoutBlanks(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input
  return Object.fromEntries(
    Object.entries(input).filter(
      ([, value]) => value !== null && !(typeof value === 'string' && value.trim() === ''),
    ),
  )
}

function withoutTrailingSlash(url: string): string {
  return url.replace(/\/+$/, '')
}

/** People paste `https://app.studyhq.com/`; only the host and port are meant. */
function bareHost(entry: string): string {
  return entry
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '')
}

function wordPairs(text: string): Record<string, Progress | string> {
  if (text.trim().startsWith('{')) return parseObject(text)
  const pairs = text.split(/[,;\n]+/).map((pair) => pair.split('=').map((side) => side.trim()))
  return Object.fromEntries(pairs.flatMap(([word, progress]) => (word ? [[word, progress ?? '']] : [])))
}

function parseObject(text: string): Record<string, string> {
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(text))
  } catch {
    return { [text.slice(0, 40)]: '' }
  }
}
