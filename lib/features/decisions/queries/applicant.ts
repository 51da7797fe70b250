import { and, desc, eq, isNull, ne, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { decisions, letters, offers, releaseItems } from '@/db/schema/decisions'
import { programmes } from '@/db/schema/partners'
import { canAnswer } from '@/lib/domain/decisions/can-answer'
import type { DecisionKind, MoveCause, OfferState } from '@/lib/domain/decisions/decision'
import type { SeatCategory } from '@/lib/domain/decisions/seats'
import { placeInLine } from '@/lib/domain/decisions/waitlist'
import type { Refusal } from '@/lib/domain/shared/result'
import { getOwnJourney } from '@/lib/features/applications/queries/home'
import { readerLocale } from '@/lib/features/partners/queries'
import type { Applicant } from '@/lib/platform/auth/actors'
import { currentTime } from '@/lib/platform/clock'

export type OwnDecision = {
  number: string
  intakeName: string
  /** Null while nothing is released. */
  outcome: {
    kind: DecisionKind
    programme: string | null
    category: SeatCategory | null
    releasedAt: Date
    letterNumber: string | null
    /** Place in line, 1 is next; null when they do not wait. */
    place: number | null
    moveCause: MoveCause | null
  } | null
  offer: { state: OfferState; respondBy: Date; answeredAt: Date | null; lock: Refusal | null } | null
  /** A decision was shown or mailed and then taken back, and nothing has been released since. */
  wasTakenBack: boolean
}

/** The decision as its applicant may read it: what is released, and nothing else. Not found when it is somebody else's. */
export async function getOwnDecision(applicant: Applicant, number: string): Promise<OwnDecision> {
  const [locale, now, { application, intake }] = await Promise.all([
    readerLocale(),
    currentTime(),
    getOwnJourney(applicant, number),
  ])
  const [row] = await database()
    .select({
      decision: decisions,
      programme: programmes.name,
      letter: { id: letters.id, number: letters.number },
    })
    .from(decisions)
    .leftJoin(
      programmes,
      and(eq(programmes.partnerId, decisions.partnerId), eq(programmes.id, decisions.programmeId)),
    )
    .leftJoin(
      letters,
      and(
        eq(letters.partnerId, decisions.partnerId),
        eq(letters.decisionId, decisions.id),
        isNull(letters.revokedAt),
      ),
    )
    .where(
      and(
        eq(decisions.partnerId, applicant.partnerId),
        eq(decisions.applicationId, application.id),
        eq(decisions.state, 'released'),
        isNull(decisions.endedAt),
      ),
    )
  const head = { number, intakeName: intake.name[locale] }
  if (!row?.decision.releasedAt)
    return {
      ...head,
      outcome: null,
      offer: null,
      wasTakenBack: await wasTakenBack(applicant, application.id),
    }
  if (row.letter) await noteSeen(applicant.partnerId, row.letter.id, now)
  const { decision } = row
  return {
    ...head,
    outcome: {
      kind: decision.kind,
      programme: row.programme?.[locale] ?? null,
      category: decision.category,
      releasedAt: row.decision.releasedAt,
      letterNumber: row.letter?.number ?? null,
      place: decision.kind === 'waitlist' ? await placeOf(decision) : null,
      moveCause: decision.moveCause,
    },
    offer: await offerOf(applicant.partnerId, decision.id, now),
    wasTakenBack: false,
  }
}

/** For the journey's home: whether a decision that was shown has been taken back. Asked only where none stands. */
export async function wasTakenBack(applicant: Applicant, applicationId: string): Promise<boolean> {
  const [revoked] = await database()
    .select({ seenAt: letters.seenAt, mailedAt: releaseItems.mailedAt })
    .from(letters)
    .leftJoin(
      releaseItems,
      and(
        eq(releaseItems.partnerId, letters.partnerId),
        eq(releaseItems.decisionId, letters.decisionId),
        eq(releaseItems.state, 'undone'),
      ),
    )
    .where(
      and(
        eq(letters.partnerId, applicant.partnerId),
        eq(letters.applicationId, applicationId),
        sql`${letters.revokedAt} is not null and (${letters.seenAt} is not null or ${releaseItems.mailedAt} is not null)`,
      ),
    )
    .limit(1)
  return Boolean(revoked)
}

/** Showing a decision is what makes it seen: an undo then owes the applicant a word. */
const noteSeen = (partnerId: string, letterId: string, now: Date) =>
  database()
    .update(letters)
    .set({ seenAt: now })
    .where(and(eq(letters.partnerId, partnerId), eq(letters.id, letterId), isNull(letters.seenAt)))

async function offerOf(partnerId: string, decisionId: string, now: Date): Promise<OwnDecision['offer']> {
  const [offer] = await database()
    .select()
    .from(offers)
    .where(
      and(eq(offers.partnerId, partnerId), eq(offers.decisionId, decisionId), ne(offers.state, 'withdrawn')),
    )
    .orderBy(desc(offers.id))
  if (!offer) return null
  const verdict = canAnswer(offer, now)
  const { state, respondBy, answeredAt } = offer
  return { state, respondBy, answeredAt, lock: verdict.ok ? null : verdict.refusal }
}

async function placeOf(decision: typeof decisions.$inferSelect): Promise<number | null> {
  const { partnerId, intakeId, programmeId, category } = decision
  if (!programmeId || !category) return null
  const rows = await database()
    .select({ decisionId: decisions.id, rank: decisions.waitlistRank, since: decisions.proposedAt })
    .from(decisions)
    .where(
      and(
        eq(decisions.partnerId, partnerId),
        eq(decisions.intakeId, intakeId),
        eq(decisions.programmeId, programmeId),
        eq(decisions.category, category),
        eq(decisions.kind, 'waitlist'),
        eq(decisions.state, 'released'),
        isNull(decisions.endedAt),
      ),
    )
  const waiting = rows.map((row) => ({ ...row, rank: row.rank ?? Number.MAX_SAFE_INTEGER }))
  return placeInLine(waiting, decision.id)
}

/** For the application's home: that there is a decision or that one was taken back; what it is stands on its own page. */
export async function findDecisionNews(
  applicant: Applicant,
  number: string,
): Promise<{ isReleased: boolean; respondBy: Date | null; wasTakenBack: boolean }> {
  const { application } = await getOwnJourney(applicant, number)
  const [released] = await database()
    .select({ respondBy: offers.respondBy })
    .from(decisions)
    .leftJoin(
      offers,
      and(
        eq(offers.partnerId, decisions.partnerId),
        eq(offers.decisionId, decisions.id),
        eq(offers.state, 'open'),
      ),
    )
    .where(
      and(
        eq(decisions.partnerId, applicant.partnerId),
        eq(decisions.applicationId, application.id),
        eq(decisions.state, 'released'),
        isNull(decisions.endedAt),
      ),
    )
  return {
    isReleased: Boolean(released),
    respondBy: released?.respondBy ?? null,
    wasTakenBack: released ? false : await wasTakenBack(applicant, application.id),
  }
}
