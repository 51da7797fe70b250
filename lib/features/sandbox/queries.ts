import { eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { sandboxSettings } from '@/db/schema/sandbox'
import type { Staff } from '@/lib/platform/auth/actors'

export type SandboxPanel = { clockOffsetSeconds: number; faults: Record<string, string> }

/** The sandbox's clock and chosen faults, for the staff panel. */
export async function getSandboxPanel(_staff: Staff<'sandbox.use'>): Promise<SandboxPanel> {
  return readPanel()
}

/** The fault chosen for a simulator for everybody, or null. */
export async function findFault(simulator: string): Promise<string | null> {
  return (await readPanel()).faults[simulator] ?? null
}

async function readPanel(): Promise<SandboxPanel> {
  const [row] = await database().select().from(sandboxSettings).where(eq(sandboxSettings.id, 1))
  return { clockOffsetSeconds: row?.clockOffsetSeconds ?? 0, faults: row?.faults ?? {} }
}
