import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { presetSettings } from '@/lib/features/partners/commands/preset-connection'
import { type ProviderDoor } from '@/lib/providers/assessments/contract'
import { assessmentProviders, findAssessmentProvider } from '@/lib/providers/assessments/registry'
import { pacedFetch } from '@/lib/providers/conformance/pace'
import { fileNameOf, jsonOf, outcomeWords, textOf } from '@/lib/providers/conformance/report'
import { pageOf } from '@/lib/providers/conformance/report-page'
import { type ConformanceReport, type RunProgress, runConformance } from '@/lib/providers/conformance/run'
import { subjectOf } from '@/lib/providers/conformance/subject'

const input = z.object({
  provider: z.string(),
  isWrite: z.boolean(),
  email: z.email('--email needs an e-mail address').nullable(),
  out: z.string(),
  allowInsecure: z.boolean(),
  timeoutMs: z.coerce.number('--timeout needs a number of milliseconds').nullable(),
})

/** As conformance.mjs reads them: 1 is what Node ends with when it breaks down. */
const exitCodes = { held: 0, differed: 3, unchecked: 2 } as const

/** What a person can put right: printed alone. */
class Refused extends Error {}

// Holds one provider against its contract, with credentials from the environment; started by `npm run conformance`.
try {
  process.exitCode = exitCodes[(await main(process.argv[2] ?? '{}')).outcome]
} catch (error) {
  console.error(error instanceof Refused ? `\n${error.message}` : error)
  process.exitCode = 2
}

async function main(text: string): Promise<ConformanceReport> {
  const options = input.safeParse(JSON.parse(text))
  if (!options.success) throw new Refused(options.error.issues.map(({ message }) => `${message}.`).join('\n'))
  const { provider, isWrite, email, out, allowInsecure, timeoutMs } = options.data
  const door = findAssessmentProvider(provider)
  if (!door)
    throw new Refused(
      `There is no provider “${provider}”. Choose one of ${Object.keys(assessmentProviders).join(', ')}.`,
    )
  const settings = {
    ...presetSettings(provider),
    allowInsecure,
    ...(timeoutMs === null ? {} : { timeoutMs }),
  }
  refuseIncomplete(provider, door, settings)
  const subject = subjectOf(provider, door, settings)
  console.log(
    `Looking at ${subject.label} at ${subject.address}: ${isWrite ? 'reading, and making one marked candidate' : 'reading only'}.\n`,
  )
  const report = await runConformance(subject, {
    isWrite,
    email,
    startedAt: new Date(),
    io: { fetch: pacedFetch(fetch, door.budget), now: () => new Date(), record: () => {} },
    onProgress: printProgress,
  })
  await write(report, out)
  return report
}

/** One line per check, as it ends. */
function printProgress({ done, total, title, outcome }: RunProgress): void {
  if (outcome === null) return
  const count = `[${String(done).padStart(String(total).length)}/${total}]`
  console.log(`${count} ${outcomeWords[outcome].padEnd(12)} ${title}`)
}

async function write(report: ConformanceReport, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, fileNameOf(report))
  await writeFile(`${path}.json`, jsonOf(report))
  await writeFile(`${path}.html`, pageOf(report))
  console.log(`\n${textOf(report)}`)
  console.log(`Written: ${path}.json and .html`)
}

/** One sentence per setting that is missing or not accepted, by its name in the environment; never its value. */
function refuseIncomplete(provider: string, door: ProviderDoor, settings: Record<string, unknown>): void {
  const parsed = door.config.safeParse(settings)
  if (parsed.success) return
  const prefix = provider.toUpperCase().replaceAll('-', '_')
  const sentences = parsed.error.issues.map(({ path, message }) => {
    const setting = String(path[0] ?? '')
    const name = `${prefix}_${setting.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`
    if (setting === 'timeoutMs') return '--timeout must lie between 100 and 30000.'
    if (settings[setting] === undefined) return `Set ${name} in the environment.`
    const isOwn = /https|public host|no port|too wide/.test(message)
    return `${name} is not accepted: ${message}.${isOwn ? ' For http or a server on this machine, add --allow-insecure.' : ''}`
  })
  throw new Refused([...new Set(sentences)].join('\n'))
}
