import { and, desc, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { letters, offers } from '@/db/schema/decisions'
import { canConfirm, canPropose, canTakeBack } from '@/lib/domain/decisions/can'
import type { Refusal, Result } from '@/lib/domain/shared/result'
import { readerLocale } from '@/lib/features/partners/queries'
import type { Staff } from '@/lib/platform/auth/actors'
import { currentTime } from '@/lib/platform/clock'
import { loadDecision } from '../queries'
import { listOffered } from './board'
import { listDecisions } from './releases'

/** What a record shows of the decision: every one there was, letters, offers, and why each press is shut, if it is. */
export type DecisionRecord = {
  decisions: Awaited<ReturnType<typeof listDecisions>>
  letters: {
    id: string
    number: string
    decisionId: string
    issuedAt: Date
    revokedAt: Date | null
    replacedAt: Date | null
  }[]
  offers: {
    id: string
    state: (typeof offers.$inferSelect)['state']
    respondBy: Date
    answeredAt: Date | null
  }[]
  programmes: { id: string; name: string }[]
  locks: { propose: Refusal | null; confirm: Refusal | null; takeBack: Refusal | null }
}

/** The decision of one application of this partner; null when it is not theirs. */
export async function findDecisionRecord(
  staff: Staff<'decisions.read'>,
  applicationId: string,
): Promise<DecisionRecord | null> {
  const now = await currentTime()
  const { partnerId } = staff
  const loaded = await loadDecision(database(), partnerId, { id: applicationId }, { now })
  if (!loaded) return null
  const [history, issued, given, offered] = await Promise.all([
    listDecisions(staff, applicationId),
    database()
      .select({
        id: letters.id,
        number: letters.number,
        decisionId: letters.decisionId,
        issuedAt: letters.issuedAt,
        revokedAt: letters.revokedAt,
        replacedAt: letters.replacedAt,
      })
      .from(letters)
      .where(and(eq(letters.partnerId, partnerId), eq(letters.applicationId, applicationId)))
      .orderBy(desc(letters.issuedAt)),
    database()
      .select({
        id: offers.id,
        state: offers.state,
        respondBy: offers.respondBy,
        answeredAt: offers.answeredAt,
      })
      .from(offers)
      .where(and(eq(offers.partnerId, partnerId), eq(offers.applicationId, applicationId)))
      .orderBy(desc(offers.createdAt)),
    listOffered(partnerId, loaded.journey.application.intakeId, await readerLocale()),
  ])
  return {
    decisions: history,
    letters: issued,
    offers: given,
    programmes: offered,
    locks: {
      propose: refusalIn(canPropose(loaded.facts)),
      confirm: refusalIn(canConfirm(loaded.facts, staff.accountId)),
      takeBack: refusalIn(canTakeBack(loaded.facts)),
    },
  }
}

const refusalIn = (verdict: Result<void>): Refusal | null => (verdict.ok ? null : verdict.refusal)
