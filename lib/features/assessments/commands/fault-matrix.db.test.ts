import { describe, expect, test } from 'vitest'
import { useFreshDatabase } from '@/db/testing'
import { imochaSimulator } from '@/lib/providers/assessments/imocha/simulator'
import { createStudyHqSimulator } from '@/lib/providers/assessments/studyhq/simulator'
import { createTestPartnershipSimulator } from '@/lib/providers/assessments/test-partnership/simulator'
import { aSitter } from '@/lib/providers/assessments/testing'
import { type FaultyVendor, type VendorFault, standBefore, vendorFaults } from '@/lib/providers/faulty-vendor'
import { type Simulator, serveSimulator, type SimulatorServer } from '@/lib/providers/simulator-host'
import type { ProviderId } from '@/lib/providers/assessments/registry'
import { refusalCodes } from '@/lib/domain/shared/refusals'
import {
  type TestApplicant,
  type TestPartner,
  aPartner,
  anApplicant,
  attemptsOf,
  callsOf,
  portalAt,
} from '../testing'
import { launchAssessment } from './launch'
import { syncAttempt } from './sync'

useFreshDatabase()

type Vendor = {
  provider: ProviderId
  simulator: () => Simulator
  settings: Record<string, unknown>
  sit: (link: string) => Promise<void>
}

const vendors: Record<string, Vendor> = {
  StudyHQ: {
    provider: 'studyhq',
    simulator: createStudyHqSimulator,
    settings: {},
    sit: async (link) => {
      const sitter = await aSitter(link)
      await sitter.presses('Begin test')
      await sitter.presses('Finish test')
    },
  },
  'iMocha V3': { provider: 'imocha', simulator: () => imochaSimulator, settings: {}, sit: sitsImocha },
  'iMocha V2': {
    provider: 'imocha',
    simulator: () => imochaSimulator,
    settings: { apiVersion: 'v2' },
    sit: sitsImocha,
  },
  'Test Partnership': {
    provider: 'test-partnership',
    // The matrix is about faults; the limit has tests of its own.
    simulator: () => createTestPartnershipSimulator({ limit: { calls: 100_000, windowSeconds: 1 } }),
    settings: {},
    sit: async (link) => {
      const sitter = await aSitter(link)
      if (sitter.sees('value="agree"')) await sitter.presses('agree')
      await sitter.presses('Start')
      await sitter.presses('Finish section')
      await sitter.presses('Submit assessment')
    },
  },
}

async function sitsImocha(link: string): Promise<void> {
  const sitter = await aSitter(link)
  await sitter.presses('Start test')
  while (sitter.sees('Next section')) await sitter.presses('Next section')
  await sitter.presses('Finish test')
}

/** Which fault spoils the click, and which the fetching of the result. */
type Pair = { onStart: VendorFault | null; onFetch: VendorFault | null }

const singly: Pair[] = vendorFaults.flatMap((fault) => [
  { onStart: fault, onFetch: null },
  { onStart: null, onFetch: fault },
])
const inPairs: Pair[] = vendorFaults.flatMap((onStart) =>
  vendorFaults.map((onFetch) => ({ onStart, onFetch })),
)
/** A seed makes the same order again: faults leave traces in shared memory (tokens, breakers), so order may matter. */
const seed = Number(process.env.FAULT_SEED) || 20_261_122

/** The vendors wait for their slow faults side by side; the pairs of one vendor follow one another. */
describe.concurrent('twelve faults, alone and in pairs', () => {
  test.each(Object.entries(vendors))(
    '%s: no wrong state, plain words, a log entry, and the result in the end',
    { timeout: 600_000 },
    async (_name, vendor) => {
      const simulator = await serveSimulator(vendor.simulator())
      const faulty = await standBefore(simulator.url)
      const wrong: string[] = []
      for (const pair of shuffled([...singly, ...inPairs], seed)) {
        const said = await wrongIn(pair, { ...vendor, simulator, faulty })
        if (said) wrong.push(`${pair.onStart ?? '–'} then ${pair.onFetch ?? '–'}: ${said}`)
      }
      await faulty.close()
      await simulator.close()
      expect(wrong).toEqual([])
    },
  )
})

type Stage = Pick<Vendor, 'provider' | 'settings' | 'sit'> & {
  simulator: SimulatorServer
  faulty: FaultyVendor
}

const aCollege = ({ provider, settings, simulator, faulty }: Stage) =>
  aPartner(faulty.url, {
    provider,
    settings: {
      ...settings,
      // The simulator sends the browser to its own address, as a vendor does whose API has another host.
      linkHosts: `${new URL(simulator.url).host} ${new URL(faulty.url).host}`,
      reportHosts: new URL(simulator.url).host,
      autoLoginUrl: `${simulator.url}/auto-login`,
      timeoutMs: 700,
    },
  })

/** One applicant's way through the pair of faults; what was wrong about it, or null. */
async function wrongIn(pair: Pair, stage: Stage): Promise<string | null> {
  const college = await aCollege(stage)
  const asha = await anApplicant(college)
  try {
    return (
      (await startsUnder(pair.onStart, asha, stage)) ??
      (await fetchesUnder(pair.onFetch, asha, college, stage))
    )
  } catch (error) {
    return `thrown: ${error instanceof Error ? error.message : String(error)}`
  } finally {
    stage.faulty.spoil(null)
  }
}

/** Nothing is spoilt here, but a busy machine may be slower than our patience: asked again, as the portal itself would. */
async function inTheEnd<T>(asks: (nth: number) => Promise<T>, isThere: (answer: T) => boolean): Promise<T> {
  for (let nth = 1; ; nth += 1) {
    const answer = await asks(nth)
    if (isThere(answer) || nth === 4) return answer
  }
}

async function startsUnder(
  fault: VendorFault | null,
  asha: TestApplicant,
  { faulty, sit }: Stage,
): Promise<string | null> {
  if (fault) {
    faulty.spoil(fault)
    const refused = await launchAssessment(asha.at(0), asha)
    faulty.spoil(null)
    if (refused.ok) return 'a spoilt start gave a link'
    if (!refusalCodes.includes(refused.refusal.code)) return `no words for ${refused.refusal.code}`
    const [attempt, ...more] = await attemptsOf(asha)
    if (!attempt || more.length > 0) return 'not exactly one attempt'
    if (attempt.progress !== 'not_started' || attempt.result !== 'none')
      return `a failed start moved it to ${attempt.progress}, ${attempt.result}`
    if (!attempt.nextAskAt) return 'nobody would ask again'
    const logged = await callsOf(asha)
    if (logged.length === 0 || !logged.at(-1)?.conclusion) return 'no entry in the log'
  }
  const launched = await inTheEnd(
    (nth) => launchAssessment(asha.at(40 * nth), asha),
    ({ ok }) => ok,
  )
  if (!launched.ok) return `the next click was refused: ${launched.refusal.code}`
  await sit(launched.value.url)
  return null
}

async function fetchesUnder(
  fault: VendorFault | null,
  asha: TestApplicant,
  college: TestPartner,
  { faulty }: Stage,
): Promise<string | null> {
  const attemptId = (await attemptsOf(asha))[0]?.id ?? ''
  if (fault) {
    faulty.spoil(fault)
    const before = (await callsOf(asha)).length
    const asked = await syncAttempt(portalAt(college, 100), { attemptId })
    faulty.spoil(null)
    if (!asked.ok) return `asking was refused: ${asked.refusal.code}`
    const [attempt] = await attemptsOf(asha)
    if (attempt?.progress !== 'not_started' || attempt.result !== 'none' || attempt.scores)
      return `a spoilt answer was believed: ${attempt?.progress}, ${attempt?.result}`
    if (!attempt.nextAskAt) return 'nobody would ask again'
    const logged = await callsOf(asha)
    if (logged.length <= before || !logged.at(-1)?.conclusion) return 'no entry in the log'
  }
  const attempts = await inTheEnd(
    async (nth) => {
      await syncAttempt(portalAt(college, 4_000 * nth), { attemptId })
      return attemptsOf(asha)
    },
    ([attempt]) => attempt?.result === 'ready',
  )
  if (attempts.length !== 1) return `${attempts.length} attempts`
  const [{ progress, result, failures }] = attempts as [(typeof attempts)[number]]
  if (progress !== 'completed' || result !== 'ready') return `ended as ${progress}, ${result}`
  return failures === 0 ? null : `${failures} failures are still counted`
}

/** The same order for the same seed (mulberry32 under a Fisher–Yates shuffle). */
function shuffled<Item>(items: readonly Item[], from: number): Item[] {
  let state = from
  const random = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const order = items.map((item) => ({ item, at: random() }))
  return order.sort((a, b) => a.at - b.at).map(({ item }) => item)
}
