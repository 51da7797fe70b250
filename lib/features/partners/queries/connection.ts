import { and, asc, count, desc, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { attempts } from '@/db/schema/assessments'
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

/** An intake's assessment as its form draws it, with the connections to choose from. */
export type IntakeAssessment = Pick<
  typeof intakes.$inferSelect,
  | 'id'
  | 'code'
  | 'name'
  | 'assessmentConnectionId'
  | 'assessmentTestId'
  | 'countingAttempt'
  | 'attemptsAllowed'
> & {
  attemptsBegun: number
  connections: { id: string; label: string; isComplete: boolean; hasCatalogue: boolean }[]
}

/** An intake of this partner, or null. */
export async function findIntakeAssessment(
  staff: Staff<'settings.manage'>,
  id: string,
): Promise<IntakeAssessment | null> {
  const { partnerId } = staff
  const [intake] = await database()
    .select({
      id: intakes.id,
      code: intakes.code,
      name: intakes.name,
      assessmentConnectionId: intakes.assessmentConnectionId,
      assessmentTestId: intakes.assessmentTestId,
      countingAttempt: intakes.countingAttempt,
      attemptsAllowed: intakes.attemptsAllowed,
    })
    .from(intakes)
    .where(and(eq(intakes.partnerId, partnerId), eq(intakes.id, id)))
  if (!intake) return null
  const [choices, attemptsBegun] = await Promise.all([
    listAssessmentConnections(partnerId),
    countAttempts(partnerId, id),
  ])
  return { ...intake, attemptsBegun, connections: choices }
}

async function listAssessmentConnections(partnerId: string): Promise<IntakeAssessment['connections']> {
  const [rows, allowInsecure] = await Promise.all([
    database()
      .select()
      .from(connections)
      .where(and(eq(connections.partnerId, partnerId), eq(connections.kind, 'assessment')))
      .orderBy(asc(connections.label)),
    mayBeInsecure(partnerId),
  ])
  return rows.map((row) => {
    const door = findAssessmentProvider(row.provider)
    const settings = { ...savedSettings(row), allowInsecure }
    return {
      id: row.id,
      label: row.label,
      isComplete: door?.config.safeParse(settings).success ?? false,
      hasCatalogue: door?.capabilities.hasCatalogue ?? false,
    }
  })
}

async function countAttempts(partnerId: string, intakeId: string): Promise<number> {
  const [row] = await database()
    .select({ begun: count() })
    .from(attempts)
    .innerJoin(
      applications,
      and(eq(applications.partnerId, attempts.partnerId), eq(applications.id, attempts.applicationId)),
    )
    .where(and(eq(attempts.partnerId, partnerId), eq(applications.intakeId, intakeId)))
  return row?.begun ?? 0
}
