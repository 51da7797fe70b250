import { and, asc, eq, isNull } from 'drizzle-orm'
import { database } from '@/db/client'
import { type Localised, intakeProgrammes, intakes, programmes } from '@/db/schema/partners'
import { criteria, reviewStages, scorecards } from '@/db/schema/reviews'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Reviewer, listReviewers } from './reviewers'

export type StageSettings = typeof reviewStages.$inferSelect
export type ScorecardSettings = {
  id: string
  name: Localised
  criteria: {
    id: string
    name: Localised
    weight: number
    maxPoints: number
    anchors: Localised
  }[]
}

export type IntakeReview = {
  id: string
  code: string
  name: Localised
  /** Those that applications may still begin, in order. */
  stages: StageSettings[]
  scorecards: ScorecardSettings[]
  programmes: { id: string; code: string }[]
  people: Reviewer[]
}

/** The review of one intake as it is set up now; null when it is not the partner's. */
export async function findIntakeReview(
  { partnerId }: Staff<'intakes.manage'>,
  intakeId: string,
): Promise<IntakeReview | null> {
  const [intake] = await database()
    .select({ id: intakes.id, code: intakes.code, name: intakes.name })
    .from(intakes)
    .where(and(eq(intakes.partnerId, partnerId), eq(intakes.id, intakeId)))
  if (!intake) return null
  const [stages, cards, offered, people] = await Promise.all([
    database()
      .select()
      .from(reviewStages)
      .where(
        and(
          eq(reviewStages.partnerId, partnerId),
          eq(reviewStages.intakeId, intakeId),
          isNull(reviewStages.retiredAt),
        ),
      )
      .orderBy(asc(reviewStages.position)),
    database()
      .select({ card: scorecards, criterion: criteria })
      .from(scorecards)
      .innerJoin(
        criteria,
        and(eq(criteria.partnerId, scorecards.partnerId), eq(criteria.scorecardId, scorecards.id)),
      )
      .where(
        and(
          eq(scorecards.partnerId, partnerId),
          eq(scorecards.intakeId, intakeId),
          isNull(scorecards.retiredAt),
        ),
      )
      .orderBy(asc(scorecards.createdAt), asc(scorecards.id), asc(criteria.position)),
    database()
      .select({ id: programmes.id, code: programmes.code })
      .from(intakeProgrammes)
      .innerJoin(
        programmes,
        and(
          eq(programmes.partnerId, intakeProgrammes.partnerId),
          eq(programmes.id, intakeProgrammes.programmeId),
        ),
      )
      .where(and(eq(intakeProgrammes.partnerId, partnerId), eq(intakeProgrammes.intakeId, intakeId)))
      .orderBy(asc(intakeProgrammes.position)),
    listReviewers(database(), partnerId),
  ])
  const ids = [...new Set(cards.map(({ card }) => card.id))]
  return {
    ...intake,
    stages,
    scorecards: ids.flatMap((id) => {
      const own = cards.filter(({ card }) => card.id === id)
      const [first] = own
      return first ? [{ id, name: first.card.name, criteria: own.map(({ criterion }) => criterion) }] : []
    }),
    programmes: offered,
    people,
  }
}
