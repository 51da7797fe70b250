import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A simulator's own memory, apart from the portal's tables: a Map in tests, rows of schema `sandbox` in a demo. */
export interface SimStore {
  get<T>(kind: string, id: string): Promise<T | undefined>
  /** Replaces one record atomically with what `change` returns and gives that back; two callers never interleave on one record. */
  update<T>(kind: string, id: string, change: (current: T | undefined) => T): Promise<T>
  list<T>(kind: string): Promise<T[]>
  clear(): Promise<void>
}

/** An HTTP call the fake vendor will make to us: a webhook or callback, `afterSeconds` on the sandbox clock. */
export type Delivery = {
  url: string
  headers: Record<string, string>
  body: string
  afterSeconds: number
  /** Tried so often in a row until it is answered with 2xx, and then never again; absent: ever more slowly, eight times. */
  triesAtOnce?: number
}

/** All that a simulator may touch. */
export type Sim = {
  /** Address the simulator is mounted at, without a trailing slash: `http://localhost:3000/sandbox/studyhq`. */
  origin: string
  /** Path below the mount, starting with `/`. */
  path: string
  now(): Date
  store: SimStore
  /** Fault chosen for the whole simulator on the staff panel, e.g. `500`; null when none. */
  fault: string | null
  deliver(delivery: Delivery): Promise<void>
}

/** A fake vendor: a plain function of a request and its memory. Imports nothing of the client that calls it. */
export type Simulator = {
  id: string
  faults: readonly string[]
  handle(request: Request, sim: Sim): Promise<Response>
}

/** Memory for tests: records live as long as the store; `update` is atomic because JavaScript is. */
export function memoryStore(): SimStore {
  const kinds = new Map<string, Map<string, unknown>>()
  const of = (kind: string) => kinds.get(kind) ?? kinds.set(kind, new Map()).get(kind)!
  return {
    get: async <T>(kind: string, id: string) => structuredClone(of(kind).get(id)) as T | undefined,
    update: async <T>(kind: string, id: string, change: (current: T | undefined) => T) => {
      const next = change(structuredClone(of(kind).get(id)) as T | undefined)
      of(kind).set(id, structuredClone(next))
      return next
    },
    list: async <T>(kind: string) => [...of(kind).values()].map((value) => structuredClone(value)) as T[],
    clear: async () => kinds.clear(),
  }
}

export type SimulatorServer = {
  /** Base URL of the simulator, e.g. `http://127.0.0.1:41000`. */
  url: string
  store: SimStore
  /** Deliveries asked for so far; a test sends them itself, in any order it likes. */
  deliveries: Delivery[]
  setFault(fault: string | null): void
  setNow(now: Date | null): void
  close(): Promise<void>
}

/** Serves a simulator on a loopback port of its own, for contract tests: real HTTP, real bytes, real time limits. */
export async function serveSimulator(simulator: Simulator): Promise<SimulatorServer> {
  const store = memoryStore()
  const deliveries: Delivery[] = []
  let fault: string | null = null
  let fixedNow: Date | null = null
  let url = ''
  const server: Server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', async () => {
      const hasBody = chunks.length > 0 && incoming.method !== 'GET' && incoming.method !== 'HEAD'
      const request = new Request(url + incoming.url, {
        method: incoming.method,
        headers: new Headers(incoming.headers as Record<string, string>),
        body: hasBody ? Buffer.concat(chunks) : undefined,
      })
      const response = await simulator.handle(request, {
        origin: url,
        path: new URL(request.url).pathname,
        now: () => fixedNow ?? new Date(),
        store,
        fault,
        deliver: async (delivery) => void deliveries.push(delivery),
      })
      outgoing.writeHead(response.status, Object.fromEntries(response.headers))
      outgoing.end(Buffer.from(await response.arrayBuffer()))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    store,
    deliveries,
    setFault: (next) => void (fault = next),
    setNow: (now) => void (fixedNow = now),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
