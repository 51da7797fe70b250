import { type Cell, byteOrderMark, csvLines } from '@/lib/platform/csv'
import type { Staff } from '@/lib/platform/auth/actors'
import { intakeFigures } from '@/lib/domain/dashboard/figures'
import { listDays, listDeadlines, listStretches } from './course-of-time'
import { getFigures } from './figures'

type Reader = Staff<'applications.read'>
type Table = readonly (readonly Cell[])[]

const tables: Record<string, (staff: Reader) => Promise<Table>> = {
  work: async (staff) => [
    ['work', 'applications'],
    ...(await getFigures(staff)).work
      .filter(({ isMine }) => isMine)
      .map(({ id, count }): Cell[] => [id, count]),
  ],
  funnel: async (staff) => [
    ['journey', 'step', 'reached', 'here'],
    ...(await getFigures(staff)).funnels.flatMap(({ journey, steps }) =>
      steps.map(({ step, reached, here }): Cell[] => [journey, step, reached.count, here.count]),
    ),
  ],
  intakes: async (staff) => [
    ['intake', ...intakeFigures],
    ...(await getFigures(staff)).intakes.map(({ name, figures }): Cell[] => [
      name[staff.locale],
      ...intakeFigures.map((figure) => figures[figure].count),
    ]),
  ],
  days: async (staff) => [
    ['day', 'begun', 'submitted'],
    ...(await listDays(staff)).map(({ day, begun, submitted }): Cell[] => [day, begun, submitted]),
  ],
  stretches: async (staff) => [
    ['step', 'applications', 'median_seconds', 'ninetieth_percentile_seconds'],
    ...(await listStretches(staff)).map(({ step, people, median, slowTenth }): Cell[] => [
      step,
      people,
      median,
      slowTenth,
    ]),
  ],
  deadlines: async (staff) => [
    ['at', 'kind', 'name', 'count'],
    ...(await listDeadlines(staff)).map(({ at, kind, name, count }): Cell[] => [
      at.toISOString(),
      kind,
      name?.[staff.locale] ?? null,
      count,
    ]),
  ],
}

/** One of the dashboard's tables as CSV text; null for a word that names none. */
export async function figuresAsCsv(staff: Reader, table: string): Promise<string | null> {
  const made = Object.hasOwn(tables, table) ? await tables[table]?.(staff) : undefined
  return made ? byteOrderMark + csvLines(made) : null
}
