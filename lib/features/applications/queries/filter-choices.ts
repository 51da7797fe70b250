import { and, asc, desc, eq, inArray, isNull } from 'drizzle-orm'
import { database } from '@/db/client'
import { accounts, staff as members } from '@/db/schema/accounts'
import { type Localised, intakes, programmes } from '@/db/schema/partners'
import { reviewStages } from '@/db/schema/reviews'
import { roleMay, staffRoles } from '@/lib/domain/partners/permissions'
import type { Staff } from '@/lib/platform/auth/actors'

/** What the list of applications can be narrowed to, by name; ids are the partner's own. */
export type FilterChoices = {
  /** Newest session first. */
  intakes: { id: string; name: Localised }[]
  programmes: { id: string; code: string; name: Localised }[]
  /** Stages that still take applications, by intake and place. */
  stages: { id: string; name: Localised; intakeCode: string }[]
  /** Those whose role reviews. */
  reviewers: { id: string; fullName: string }[]
}

/** Everything the filter of the list offers by name. */
export async function listFilterChoices({ partnerId }: Staff<'applications.read'>): Promise<FilterChoices> {
  const [ofIntakes, ofProgrammes, ofStages, ofReviewers] = await Promise.all([
    database()
      .select({ id: intakes.id, name: intakes.name })
      .from(intakes)
      .where(eq(intakes.partnerId, partnerId))
      .orderBy(desc(intakes.sessionYear), asc(intakes.code)),
    database()
      .select({ id: programmes.id, code: programmes.code, name: programmes.name })
      .from(programmes)
      .where(eq(programmes.partnerId, partnerId))
      .orderBy(asc(programmes.code)),
    database()
      .select({ id: reviewStages.id, name: reviewStages.name, intakeCode: intakes.code })
      .from(reviewStages)
      .innerJoin(
        intakes,
        and(eq(intakes.partnerId, reviewStages.partnerId), eq(intakes.id, reviewStages.intakeId)),
      )
      .where(and(eq(reviewStages.partnerId, partnerId), isNull(reviewStages.retiredAt)))
      .orderBy(asc(intakes.code), asc(reviewStages.position)),
    database()
      .select({ id: accounts.id, fullName: accounts.fullName })
      .from(members)
      .innerJoin(accounts, and(eq(accounts.partnerId, members.partnerId), eq(accounts.id, members.accountId)))
      .where(
        and(
          eq(members.partnerId, partnerId),
          inArray(members.role, [...reviewing]),
          isNull(members.deactivatedAt),
        ),
      )
      .orderBy(asc(accounts.fullName), asc(accounts.id)),
  ])
  return { intakes: ofIntakes, programmes: ofProgrammes, stages: ofStages, reviewers: ofReviewers }
}

const reviewing = staffRoles.filter((role) => roleMay(role, 'applications.review'))
