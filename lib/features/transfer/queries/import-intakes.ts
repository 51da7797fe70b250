import { and, eq, isNotNull } from 'drizzle-orm'
import { database } from '@/db/client'
import { intakeProgrammes, intakes, programmes } from '@/db/schema/partners'
import type { ImportIntake } from '../commands/read-row'

/** The partner's published intakes by their code in small letters, with the programmes each offers. */
export async function loadImportIntakes(partnerId: string, now: Date): Promise<Map<string, ImportIntake>> {
  const rows = await database()
    .select({
      id: intakes.id,
      code: intakes.code,
      opensAt: intakes.opensAt,
      closesAt: intakes.closesAt,
      programmeId: programmes.id,
      programmeCode: programmes.code,
    })
    .from(intakes)
    .leftJoin(
      intakeProgrammes,
      and(eq(intakeProgrammes.partnerId, intakes.partnerId), eq(intakeProgrammes.intakeId, intakes.id)),
    )
    .leftJoin(
      programmes,
      and(
        eq(programmes.partnerId, intakeProgrammes.partnerId),
        eq(programmes.id, intakeProgrammes.programmeId),
      ),
    )
    .where(and(eq(intakes.partnerId, partnerId), isNotNull(intakes.publishedAt)))
  const found = new Map<string, ImportIntake>()
  for (const { id, code, opensAt, closesAt, programmeId, programmeCode } of rows) {
    const key = code.toLowerCase()
    const intake = found.get(key) ?? {
      ...{ id, code, isOpen: now >= opensAt && now < closesAt },
      programmes: new Map<string, string>(),
    }
    if (programmeId && programmeCode) intake.programmes.set(programmeCode.toLowerCase(), programmeId)
    found.set(key, intake)
  }
  return found
}
