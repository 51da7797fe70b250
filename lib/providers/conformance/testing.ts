import type { ProviderDoor } from '@/lib/providers/assessments/contract'
import { type Simulator, type SimulatorServer, serveSimulator } from '@/lib/providers/simulator-host'
import { type ConformanceReport, type RunProgress, runConformance } from './run'
import { subjectOf } from './subject'

/** One thing bent in a simulator's answers: which calls, and what becomes of the answer. Without it, a simulator as it is. */
export type Bend = {
  at: RegExp
  /** Change of a JSON answer; undefined leaves it. */
  json?: (body: JsonBody, request: Request) => unknown
  status?: number
  /** Instead of any answer of the simulator. */
  instead?: (request: Request) => Response | Promise<Response>
  /** What the simulator gets to see in place of the request. */
  request?: (request: Request) => Request
}
// A bend reaches into answers of any shape.
export type JsonBody = ReturnType<typeof JSON.parse>

/** A simulator that does one thing wrong. */
export const bent = (simulator: Simulator, bend: Bend): Simulator => ({
  ...simulator,
  async handle(request, sim) {
    const url = new URL(request.url)
    if (!bend.at.test(url.pathname + url.search)) return simulator.handle(request, sim)
    if (bend.instead) return bend.instead(request)
    const answer = await simulator.handle(bend.request?.(request.clone()) ?? request.clone(), sim)
    const text = await answer.clone().text()
    const changed = bend.json && /^\s*[{[]/.test(text) ? bend.json(JSON.parse(text), request) : undefined
    if (changed === undefined && bend.status === undefined) return answer
    return new Response(changed === undefined ? text : JSON.stringify(changed), {
      status: bend.status ?? answer.status,
      headers: { 'content-type': answer.headers.get('content-type') ?? 'application/json' },
    })
  },
})

/** Runs a provider's checks against a simulator, bent or not, over loopback. */
export async function certify(
  simulator: Simulator,
  door: { id: string; door: ProviderDoor; settings: (url: string) => Record<string, unknown> },
  options: { isWrite?: boolean; email?: string; onProgress?: (progress: RunProgress) => void } = {},
): Promise<ConformanceReport> {
  const server: SimulatorServer = await serveSimulator(simulator)
  try {
    const subject = subjectOf(door.id, door.door, { allowInsecure: true, ...door.settings(server.url) })
    const { isWrite = false, email, onProgress } = options
    const startedAt = new Date()
    return await runConformance(subject, {
      isWrite,
      email,
      onProgress,
      startedAt,
      io: { fetch, now: () => new Date(), record: () => {} },
    })
  } finally {
    await server.close()
  }
}

/** Everything that differed, one line each: `check: where: expected …; met …`. */
export const differences = ({ checks }: ConformanceReport): string[] =>
  checks.flatMap(({ id, findings }) =>
    findings.map(({ where, expected, met }) => `${id}: ${where}: expected ${expected}; met ${met}`),
  )
