import { and, asc, eq, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { preferences } from '@/db/schema/applications'
import { intakeProgrammes, intakes, programmes } from '@/db/schema/partners'
import { plainCourse } from '@/lib/domain/assessments/match'
import type { Staff } from '@/lib/platform/auth/actors'

type Author = Staff<'intakes.manage'>

export type ProgrammeLine = typeof programmes.$inferSelect & {
  /** Codes of the intakes that offer it to new applicants. */
  intakes: string[]
}

/** The partner's programmes by code, retired ones last. */
export async function listProgrammes(staff: Author): Promise<ProgrammeLine[]> {
  const { partnerId } = staff
  const [rows, offered] = await Promise.all([
    database()
      .select()
      .from(programmes)
      .where(eq(programmes.partnerId, partnerId))
      .orderBy(sql`${programmes.retiredAt} is not null`, asc(programmes.code)),
    database()
      .select({ programmeId: intakeProgrammes.programmeId, code: intakes.code })
      .from(intakeProgrammes)
      .innerJoin(
        intakes,
        and(eq(intakes.partnerId, intakeProgrammes.partnerId), eq(intakes.id, intakeProgrammes.intakeId)),
      )
      .where(eq(intakeProgrammes.partnerId, partnerId))
      .orderBy(asc(intakes.code)),
  ])
  return rows.map((programme) => ({
    ...programme,
    intakes: offered.filter(({ programmeId }) => programmeId === programme.id).map(({ code }) => code),
  }))
}

export type ProgrammePage = ProgrammeLine & {
  /** Applications that ask for it, at any place of their preferences. */
  askedFor: number
  /** Aliases under which another programme is known too: courses of such a name are matched to neither. */
  conflicts: { alias: string; programme: string }[]
}

/** One programme of this partner, or null. */
export async function findProgramme(staff: Author, id: string): Promise<ProgrammePage | null> {
  const all = await listProgrammes(staff)
  const programme = all.find((row) => row.id === id)
  if (!programme) return null
  const [row] = await database()
    .select({ askedFor: sql<number>`count(*)::int` })
    .from(preferences)
    .where(and(eq(preferences.partnerId, staff.partnerId), eq(preferences.programmeId, id)))
  const known = all
    .filter((other) => other.id !== id)
    .flatMap((other) =>
      [other.code, other.name.en, other.name.hi, ...other.aliases].map((name) => ({
        name: plainCourse(name),
        programme: other.code,
      })),
    )
  return {
    ...programme,
    askedFor: row?.askedFor ?? 0,
    conflicts: programme.aliases.flatMap((alias) => {
      const other = known.find(({ name }) => name === plainCourse(alias))
      return other ? [{ alias, programme: other.programme }] : []
    }),
  }
}
