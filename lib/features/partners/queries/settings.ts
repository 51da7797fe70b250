import { asc, desc, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { connections, intakes, partners, programmes } from '@/db/schema/partners'
import type { Staff } from '@/lib/platform/auth/actors'
import { findAssessmentProvider } from '@/lib/providers/assessments/registry'
import { paymentGateways } from '@/lib/providers/payments/registry'
import { openConnection } from '../commands'

type ConnectionRow = typeof connections.$inferSelect

/** A connection without its secrets: their names, and whether everything the provider asks for is there. */
export type ConnectionSettings = Pick<
  ConnectionRow,
  'id' | 'kind' | 'provider' | 'label' | 'health' | 'healthReason' | 'healthChangedAt'
> & {
  settings: { name: string; value: string }[]
  secretNames: string[]
  isComplete: boolean
}

export type PartnerSettings = {
  partner: typeof partners.$inferSelect
  connections: ConnectionSettings[]
  intakes: (typeof intakes.$inferSelect)[]
  programmes: (typeof programmes.$inferSelect)[]
}

/** How the partner is set up. No secret leaves the database by this way. */
export async function getPartnerSettings(staff: Staff<'settings.manage'>): Promise<PartnerSettings> {
  const db = database()
  const [[partner], rows, sessions, offered] = await Promise.all([
    db.select().from(partners).where(eq(partners.id, staff.partnerId)),
    db
      .select()
      .from(connections)
      .where(eq(connections.partnerId, staff.partnerId))
      .orderBy(asc(connections.kind), asc(connections.label)),
    db.select().from(intakes).where(eq(intakes.partnerId, staff.partnerId)).orderBy(desc(intakes.closesAt)),
    db
      .select()
      .from(programmes)
      .where(eq(programmes.partnerId, staff.partnerId))
      .orderBy(asc(programmes.code)),
  ])
  if (!partner) throw new Error('the partner of a signed-in person is gone')
  return {
    partner,
    connections: await Promise.all(rows.map(withoutSecrets)),
    intakes: sessions,
    programmes: offered,
  }
}

async function withoutSecrets(row: ConnectionRow): Promise<ConnectionSettings> {
  const { id, kind, provider, label, health, healthReason, healthChangedAt } = row
  const isComplete = await openConnection(row.partnerId, id).then(
    () => true,
    () => false,
  )
  const settings = Object.entries(row.settings).map(([name, value]) => ({
    name,
    value: typeof value === 'string' ? value : JSON.stringify(value),
  }))
  return {
    id,
    kind,
    provider,
    label,
    health,
    healthReason,
    healthChangedAt,
    settings,
    secretNames: secretNamesOf(kind, provider),
    isComplete,
  }
}

function secretNamesOf(kind: ConnectionRow['kind'], provider: string): string[] {
  const found =
    kind === 'assessment'
      ? findAssessmentProvider(provider)
      : Object.entries(paymentGateways).find(([id]) => id === provider)?.[1]
  return [...(found?.secretFields ?? [])]
}
