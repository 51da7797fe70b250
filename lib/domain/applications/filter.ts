import { progressStates } from '../assessments/attempt'
import { standings } from '../journeys/standing'
import { isRowId } from '../shared/row-id'

/** What the list may be narrowed to: the application's own state, or where it stands in its journey. */
export const stepFilters = ['draft', 'submitted', ...standings] as const
export type StepFilter = (typeof stepFilters)[number]

/** What the list may be narrowed to by its newest attempt: progress, result, or none at all. */
export const assessmentFilters = [
  'none',
  ...progressStates,
  'result_awaited',
  'ready',
  'unavailable',
  'failing',
] as const
export type AssessmentFilter = (typeof assessmentFilters)[number]

export const applicationSorts = ['newest', 'oldest'] as const

/** Which applications a staff list shows. Everything may be left out. */
export type ApplicationFilter = {
  /** An intake's id. */
  intake?: string
  step?: StepFilter
  assessment?: AssessmentFilter
  search?: string
  sort?: (typeof applicationSorts)[number]
}

/** A filter out of an address; what is not understood is left out rather than refused. */
export function readApplicationFilter(raw: Record<string, string | string[] | undefined>): ApplicationFilter {
  const text = (name: string) => (typeof raw[name] === 'string' ? raw[name] : undefined)
  const among = <T extends string>(choices: readonly T[], name: string) =>
    choices.find((choice) => choice === text(name))
  const intake = text('intake')
  return {
    intake: intake && isRowId(intake) ? intake : undefined,
    step: among(stepFilters, 'step'),
    assessment: among(assessmentFilters, 'assessment'),
    search: text('q')?.trim().slice(0, 100) || undefined,
    sort: among(applicationSorts, 'sort'),
  }
}
