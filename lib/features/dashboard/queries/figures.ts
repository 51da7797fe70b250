import { asc, desc, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { type Localised, intakes } from '@/db/schema/partners'
import type { ApplicationFilter } from '@/lib/domain/applications/filter'
import {
  type Figure,
  type IntakeFigure,
  type WorkId,
  figureOfIntake,
  funnelOf,
  intakeFigures,
  workToDo,
} from '@/lib/domain/dashboard/figures'
import { type StepKind, readJourney } from '@/lib/domain/journeys/definition'
import { roleMay } from '@/lib/domain/partners/permissions'
import { countEach } from '@/lib/features/applications/queries/facets'
import { countMatching } from '@/lib/features/applications/queries/matching'
import type { Staff } from '@/lib/platform/auth/actors'
import { currentTime } from '@/lib/platform/clock'

/** A number and the list that it counts. */
export type Counted = { count: number; filter: ApplicationFilter }

export type FunnelTable = {
  journey: string
  steps: { step: StepKind; reached: Counted; here: Counted }[]
  closed: Counted
  withdrawn: Counted
}
export type IntakeLine = { id: string; name: Localised; figures: Record<IntakeFigure, Counted> }
/** `isMine`: the role's own work; the others are shown shut. `isExact` false: at least so many. */
export type WorkLine = Counted & { id: WorkId | 'mine'; isMine: boolean; isExact: boolean }

export type Figures = { funnels: FunnelTable[]; intakes: IntakeLine[]; work: WorkLine[] }

/** Every number of the dashboard that counts applications: two queries, whatever the size of the partner. */
export async function getFigures(staff: Staff<'applications.read'>): Promise<Figures> {
  const { partnerId, role, accountId } = staff
  const now = await currentTime()
  const rows = await listIntakes(partnerId)
  const funnels = journeysOf(rows).map(({ id, steps, intakes: ids }) => funnelOf(id, steps, ids))
  const ofIntakes = rows.flatMap(({ id }) => intakeFigures.map((figure) => figureOfIntake(figure, id)))
  const asked: Figure[] = [
    ...funnels.flatMap(({ steps, closed, withdrawn }) => [
      ...steps.flatMap(({ reached, here }) => [reached, here]),
      closed,
      withdrawn,
    ]),
    ...ofIntakes,
    ...workToDo.map(({ id, filter }) => ({ id, filter: filter as ApplicationFilter })),
  ]
  const mine: ApplicationFilter = { reviewers: [accountId], steps: ['in_review'] }
  const [counts, own] = await Promise.all([
    countEach(
      partnerId,
      asked.map(({ filter }) => filter),
      now,
    ),
    roleMay(role, 'applications.review') ? countMatching(partnerId, mine, now) : null,
  ])
  const byId = new Map(asked.map(({ id }, place) => [id, counts[place] ?? 0]))
  const counted = ({ id, filter }: Figure): Counted => ({ count: byId.get(id) ?? 0, filter })
  return {
    funnels: funnels.map(({ journey, steps, closed, withdrawn }) => ({
      journey,
      steps: steps.map(({ step, reached, here }) => ({
        step,
        reached: counted(reached),
        here: counted(here),
      })),
      closed: counted(closed),
      withdrawn: counted(withdrawn),
    })),
    intakes: rows.map(({ id, name }) => ({
      id,
      name,
      figures: Object.fromEntries(
        intakeFigures.map((figure) => [figure, counted(figureOfIntake(figure, id))]),
      ) as Record<IntakeFigure, Counted>,
    })),
    work: [
      ...(own ? [{ id: 'mine' as const, ...own, filter: { ...mine, reviewers: ['me'] }, isMine: true }] : []),
      ...workToDo.map((work) => ({
        ...counted({ id: work.id, filter: work.filter as ApplicationFilter }),
        id: work.id,
        isExact: true,
        isMine: roleMay(role, work.for),
      })),
    ],
  }
}

type IntakeRow = { id: string; name: Localised; journey: { id: string; steps: string[] } }

const listIntakes = (partnerId: string): Promise<IntakeRow[]> =>
  database()
    .select({ id: intakes.id, name: intakes.name, journey: intakes.journey })
    .from(intakes)
    .where(eq(intakes.partnerId, partnerId))
    .orderBy(desc(intakes.sessionYear), asc(intakes.code))

/** The journeys that the partner's intakes take, each with its intakes. */
function journeysOf(rows: IntakeRow[]): { id: string; steps: readonly StepKind[]; intakes: string[] }[] {
  const journeys = new Map<string, { id: string; steps: readonly StepKind[]; intakes: string[] }>()
  for (const { id, journey } of rows) {
    const definition = readJourney(journey)
    const key = `${definition.id} ${definition.steps.join(' ')}`
    const known = journeys.get(key) ?? { id: definition.id, steps: definition.steps, intakes: [] }
    journeys.set(key, { ...known, intakes: [...known.intakes, id] })
  }
  return [...journeys.values()]
}
