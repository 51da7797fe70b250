import { and, eq, isNull, sql } from 'drizzle-orm'
import { decisions } from '@/db/schema/decisions'
import { decisionMoves } from '@/lib/domain/decisions/decision'
import { showOnApplication } from '@/lib/features/decisions/commands/show-on-application'
import { idOf } from './seed-partner'
import { type Reviewing, daysAgo, tellStaff } from './seed-review-steps'

type Proposed = { kind: 'admit' | 'waitlist'; programme: string; reason: string }

/** The officer proposes a seat, or a place on the waitlist behind those who wait, out of the seats open to any category. */
export async function propose(
  reviewing: Reviewing,
  days: number,
  { kind, programme, reason }: Proposed,
): Promise<void> {
  const { tx, partnerId, application, staff, programmes } = reviewing
  const { id: applicationId, intakeId } = application
  const programmeId = idOf(programmes, programme)
  const [made] = await tx
    .insert(decisions)
    .values({
      partnerId,
      applicationId,
      intakeId,
      kind,
      programmeId,
      category: 'any',
      reason,
      proposedBy: idOf(staff, 'officer'),
      proposedAt: daysAgo(reviewing, days),
      waitlistRank:
        kind === 'waitlist'
          ? sql`(select coalesce(max(d.waitlist_rank), 0) + 1 from decisions d where d.partner_id = ${partnerId}
              and d.intake_id = ${intakeId} and d.programme_id = ${programmeId} and d.category = 'any' and d.ended_at is null)`
          : null,
    })
    .returning({ id: decisions.id })
  if (!made) throw new Error('a decision was not written')
  await showOnApplication(tx, partnerId, applicationId)
  await tellStaff(reviewing, days, 'officer', 'decision.proposed', { decisionId: made.id, kind })
}

/** The administrator, a second person, confirms what the officer proposed. */
export async function confirm(reviewing: Reviewing, days: number): Promise<void> {
  const { tx, partnerId, application, staff } = reviewing
  const [confirmed] = await tx
    .update(decisions)
    .set({
      state: decisionMoves.confirm.to,
      confirmedBy: idOf(staff, 'admin'),
      confirmedAt: daysAgo(reviewing, days),
    })
    .where(
      and(
        eq(decisions.partnerId, partnerId),
        eq(decisions.applicationId, application.id),
        isNull(decisions.endedAt),
      ),
    )
    .returning({ id: decisions.id, kind: decisions.kind })
  if (!confirmed) throw new Error('there is nothing to confirm')
  await showOnApplication(tx, partnerId, application.id)
  await tellStaff(reviewing, days, 'admin', 'decision.confirmed', {
    decisionId: confirmed.id,
    kind: confirmed.kind,
  })
}
