import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client'
import { env } from './env'
import { sameSecret } from './secrets'

// One registry per process, also across hot reloads, which would register everything twice.
const kept = globalThis as typeof globalThis & { praveshMetrics?: Registry }

function registry(): Registry {
  if (!kept.praveshMetrics) {
    kept.praveshMetrics = new Registry()
    collectDefaultMetrics({ register: kept.praveshMetrics, prefix: 'pravesh_' })
  }
  return kept.praveshMetrics
}

/** Whether an Authorization header carries METRICS_TOKEN. Without a token set, nobody may read. */
export function mayReadMetrics(authorization: string | null): boolean {
  const token = env().METRICS_TOKEN
  return token !== undefined && sameSecret(authorization ?? '', `Bearer ${token}`)
}

/** The process's own measures and the given counts in Prometheus's text format. */
export async function metricsText(
  counts: Record<string, number>,
): Promise<{ text: string; contentType: string }> {
  for (const [name, value] of Object.entries(counts)) gauge(`pravesh_${name}`).set(value)
  return { text: await registry().metrics(), contentType: registry().contentType }
}

/** Something this process counts, by labels that name no person. Shared by all who give the same name. */
export function countOf<Label extends string>(
  name: string,
  help: string,
  labelNames: readonly Label[],
): { add: (labels: Record<Label, string>) => void } {
  const counter = () =>
    // Nobody else registers this name, whichever bundle came first.
    (registry().getSingleMetric(name) as Counter<Label> | undefined) ??
    new Counter({ name, help, labelNames, registers: [registry()] })
  return { add: (labels) => counter().inc(labels) }
}

function gauge(name: string): Gauge {
  const known = registry().getSingleMetric(name)
  return known instanceof Gauge
    ? known
    : new Gauge({ name, help: name.replaceAll('_', ' '), registers: [registry()] })
}
