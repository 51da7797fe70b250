import { and, asc, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import { reviewStages } from '@/db/schema/reviews'
import type { ReviewStory } from '@/db/seed/people'
import { confirm, propose } from './seed-decision-steps'
import type { SeededPartner } from './seed-partner'
import { type Reviewing, assign, begin, moveStage, panel, score, screening } from './seed-review-steps'
import { seededNumber } from './seed-story'

/** Tells what staff did about a submitted application of the demo world, as their own commands would have written it. */
export async function seedReviewUnderWay(
  tx: Tx,
  partner: SeededPartner,
  key: string,
  story: ReviewStory,
  now: Date,
): Promise<void> {
  const partnerId = partner.id
  const [application] = await tx
    .select()
    .from(applications)
    .where(and(eq(applications.partnerId, partnerId), eq(applications.number, seededNumber(key, 27))))
  if (!application) throw new Error(`${key} has no application`)
  const [stages, people] = await Promise.all([
    tx
      .select()
      .from(reviewStages)
      .where(and(eq(reviewStages.partnerId, partnerId), eq(reviewStages.intakeId, application.intakeId)))
      .orderBy(asc(reviewStages.position)),
    tx
      .select({ id: accounts.id, email: accounts.email })
      .from(accounts)
      .where(and(eq(accounts.partnerId, partnerId), eq(accounts.kind, 'staff'))),
  ])
  const staff = new Map(people.map(({ id, email }) => [email.split('@')[0] ?? '', { id }]))
  const { programmes } = partner
  await stories[story]({ tx, partnerId, key, application, stages, staff, programmes, now })
}

const readers = ['reviewer', 'reviewer2']

const stories: Record<ReviewStory, (reviewing: Reviewing) => Promise<void>> = {
  read_blind: async (reviewing) => {
    await begin(reviewing, 3)
    await assign(reviewing, 2, screening, ['reviewer'])
  },
  before_the_panel: async (reviewing) => {
    await begin(reviewing, 6)
    await assign(reviewing, 6, screening, ['reviewer2'])
    await score(reviewing, 4, 'reviewer2', {
      points: [8, 7, 4, 4],
      verdict: 'admit',
      comment: 'Clear reasons; steady results in mathematics.',
    })
    await moveStage(reviewing, 2, screening, panel)
    await assign(reviewing, 2, panel, readers)
  },
  admission_proposed: async (reviewing) => {
    await begin(reviewing, 7)
    await readByBoth(reviewing, 9)
    await propose(reviewing, 1, {
      kind: 'admit',
      programme: 'DSC',
      reason: 'Both reviewers recommend admission; strong in statistics.',
    })
  },
  waitlist_confirmed: async (reviewing) => {
    await begin(reviewing, 8)
    await readByBoth(reviewing, 6)
    await propose(reviewing, 3, {
      kind: 'waitlist',
      programme: 'DSC',
      reason: 'Good, but behind those whom both reviewers recommend.',
    })
    await confirm(reviewing, 1)
  },
}

/** Both reviewers of the screening have submitted their scorecards; `school` is what they gave the school results. */
async function readByBoth(reviewing: Reviewing, school: number): Promise<void> {
  const verdict = school > 7 ? 'admit' : 'waitlist'
  await assign(reviewing, 7, screening, readers)
  await score(reviewing, 6, 'reviewer', {
    points: [school, 8, 4, 4],
    verdict,
    comment: 'Results and statement agree with the programme.',
  })
  await score(reviewing, 5, 'reviewer2', {
    points: [school - 1, 8, 4, 5],
    verdict,
    comment: 'Writes with evidence. I would hear more about the project.',
  })
}
