import { asc, desc, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { connections, intakes, partners, programmes } from '@/db/schema/partners'
import type { Staff } from '@/lib/platform/auth/actors'
import { findDoor, mayBeInsecure, savedSettings } from '../commands/find-connection'

type ConnectionRow = typeof connections.$inferSelect
type IntakeRow = typeof intakes.$inferSelect

/** A connection as the overview lists it; what is in it stands on its own page. */
export type ConnectionSettings = Pick<
  ConnectionRow,
  'id' | 'kind' | 'provider' | 'label' | 'health' | 'healthReason' | 'healthChangedAt'
> & {
  providerLabel: string
  /** Everything the provider asks for is there and is accepted. */
  isComplete: boolean
  /** Codes of the intakes that use it. */
  intakes: string[]
}

export type PartnerSettings = {
  partner: typeof partners.$inferSelect
  connections: ConnectionSettings[]
  intakes: (IntakeRow & { assessmentLabel: string | null })[]
  programmes: (typeof programmes.$inferSelect)[]
}

/** How the partner is set up. No secret leaves the database by this way. */
export async function getPartnerSettings(staff: Staff<'settings.manage'>): Promise<PartnerSettings> {
  const db = database()
  const [[partner], rows, sessions, offered, allowInsecure] = await Promise.all([
    db.select().from(partners).where(eq(partners.id, staff.partnerId)),
    db
      .select()
      .from(connections)
      .where(eq(connections.partnerId, staff.partnerId))
      .orderBy(asc(connections.kind), asc(connections.label)),
    db
      .select()
      .from(intakes)
      .where(eq(intakes.partnerId, staff.partnerId))
      .orderBy(desc(intakes.closesAt), asc(intakes.code)),
    db
      .select()
      .from(programmes)
      .where(eq(programmes.partnerId, staff.partnerId))
      .orderBy(asc(programmes.code)),
    mayBeInsecure(staff.partnerId),
  ])
  if (!partner) throw new Error('the partner of a signed-in person is gone')
  const labels = new Map(rows.map(({ id, label }) => [id, label]))
  return {
    partner,
    connections: rows.map((row) => toListed(row, sessions, allowInsecure)),
    intakes: sessions.map((intake) => ({
      ...intake,
      assessmentLabel: labels.get(intake.assessmentConnectionId ?? '') ?? null,
    })),
    programmes: offered,
  }
}

function toListed(row: ConnectionRow, sessions: IntakeRow[], allowInsecure: boolean): ConnectionSettings {
  const { id, kind, provider, label, health, healthReason, healthChangedAt } = row
  const door = findDoor(kind, provider)
  const users = sessions.filter((intake) =>
    [intake.assessmentConnectionId, intake.paymentConnectionId].includes(id),
  )
  return {
    id,
    kind,
    provider,
    label,
    health,
    healthReason,
    healthChangedAt,
    providerLabel: door?.label ?? provider,
    isComplete: door?.config.safeParse({ ...savedSettings(row), allowInsecure }).success ?? false,
    intakes: users.map(({ code }) => code),
  }
}
