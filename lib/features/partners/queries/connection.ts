import { and, asc, desc, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { providerCalls } from '@/db/schema/events'
import { connections, intakes } from '@/db/schema/partners'
import type { Staff } from '@/lib/platform/auth/actors'
import type { Capabilities } from '@/lib/providers/assessments/contract'
import { assessmentProviders, findAssessmentProvider } from '@/lib/providers/assessments/registry'
import { paymentGateways } from '@/lib/providers/payments/registry'
import { findConnection, findDoor, mayBeInsecure, savedSettings } from '../commands/find-connection'
import { type ShownField, describeFields } from './connection-fields'

type ConnectionRow = typeof connections.$inferSelect

/** One connection as its settings page draws it. No secret is in it: of those it says only whether one is saved. */
export type ConnectionDetail = Pick<
  ConnectionRow,
  'id' | 'kind' | 'provider' | 'label' | 'health' | 'healthReason' | 'healthChangedAt'
> & {
  providerLabel: string
  isKnown: boolean
  isComplete: boolean
  /** Names of the settings that the provider's schema does not accept as they are saved. */
  missing: string[]
  fields: ShownField[]
  /** null for a gateway. */
  capabilities: Capabilities | null
  intakes: { id: string; code: string }[]
  lastTest: { callId: string; at: Date; hasPassed: boolean } | null
}

/** A connection of this partner, or null. */
export async function findConnectionDetail(
  staff: Staff<'settings.manage'>,
  id: string,
): Promise<ConnectionDetail | null> {
  const row = await findConnection(staff.partnerId, id)
  if (!row) return null
  const door = findDoor(row.kind, row.provider)
  const [described, intakesOf, lastTest] = await Promise.all([
    door && describeFields(door, savedSettings(row), await mayBeInsecure(staff.partnerId)),
    listIntakesOf(row),
    findLastTest(row),
  ])
  return {
    id: row.id,
    kind: row.kind,
    provider: row.provider,
    label: row.label,
    health: row.health,
    healthReason: row.healthReason,
    healthChangedAt: row.healthChangedAt,
    providerLabel: door?.label ?? row.provider,
    isKnown: door !== null,
    isComplete: described?.missing.length === 0,
    missing: described?.missing ?? [],
    fields: described?.fields ?? [],
    capabilities:
      (row.kind === 'assessment' ? findAssessmentProvider(row.provider)?.capabilities : null) ?? null,
    intakes: intakesOf,
    lastTest,
  }
}

function listIntakesOf({ partnerId, id, kind }: ConnectionRow) {
  const column = kind === 'assessment' ? intakes.assessmentConnectionId : intakes.paymentConnectionId
  return database()
    .select({ id: intakes.id, code: intakes.code })
    .from(intakes)
    .where(and(eq(intakes.partnerId, partnerId), eq(column, id)))
    .orderBy(asc(intakes.code))
}

async function findLastTest({ partnerId, id }: ConnectionRow): Promise<ConnectionDetail['lastTest']> {
  const [call] = await database()
    .select({
      callId: providerCalls.id,
      at: providerCalls.at,
      errorKind: providerCalls.errorKind,
      conclusion: providerCalls.conclusion,
    })
    .from(providerCalls)
    .where(
      and(
        eq(providerCalls.partnerId, partnerId),
        eq(providerCalls.connectionId, id),
        eq(providerCalls.purpose, 'probe'),
      ),
    )
    .orderBy(desc(providerCalls.at), desc(providerCalls.id))
    .limit(1)
  return call ? { callId: call.callId, at: call.at, hasPassed: call.conclusion === 'connection works' } : null
}

/** `value` is what addConnection takes: `<kind>:<id>`. */
export type ProviderChoice = { value: string; label: string; kind: ConnectionRow['kind'] }

/** Every outside system a connection can be made with, as the choices of a form. */
export function listProviderChoices(_staff: Staff<'settings.manage'>): ProviderChoice[] {
  return [
    ...Object.entries(assessmentProviders).map(([id, { label }]) => ({
      value: `assessment:${id}`,
      label,
      kind: 'assessment' as const,
    })),
    ...Object.entries(paymentGateways).map(([id, { label }]) => ({
      value: `payment:${id}`,
      label,
      kind: 'payment' as const,
    })),
  ]
}
