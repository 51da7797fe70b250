import { z } from 'zod'
import { isRowId } from '@/lib/domain/shared/row-id'

/** What an export can hold, by group, in the order of its columns. `answers_<page>` stands for every question of that page. */
export const exportGroups = {
  application: [
    'number',
    'state',
    'step',
    'intake',
    'programme',
    'programmes',
    'begun',
    'submitted',
    'updated',
  ],
  person: ['applicant', 'email', 'mobile', 'date_of_birth', 'language'],
  assessment: ['progress', 'result', 'score'],
  fee: ['fee', 'receipt', 'amount', 'paid'],
  review: ['stage', 'reviewers', 'review_score', 'query'],
  decision: ['decision', 'decision_state', 'offer'],
  answers: [
    'answers_personal',
    'answers_contact',
    'answers_class-10',
    'answers_class-12',
    'answers_statement',
  ],
} as const
export type ExportGroup = keyof typeof exportGroups
export type ExportColumn = (typeof exportGroups)[ExportGroup][number]

export const exportColumns = Object.values(exportGroups).flat() as ExportColumn[]

/** What is ticked before anybody chooses. */
export const usualExportColumns: readonly ExportColumn[] = [
  'number',
  'applicant',
  'email',
  'mobile',
  'intake',
  'programme',
  'step',
  'result',
  'score',
  'fee',
  'decision',
  'submitted',
]

/** Columns as they are ticked, in the order of the list; known ones only. */
export const readExportColumns = (ticked: readonly string[]): ExportColumn[] =>
  exportColumns.filter((column) => ticked.includes(column))

/** What an export is aimed at, as it stands in an address: ids chosen one by one, or the list's filter. */
export function readExportIds(query: URLSearchParams): string[] | null {
  const sent = query.getAll('ids')
  return sent.length === 0
    ? null
    : [...new Set(sent.flatMap((text) => text.split(',')).filter(isRowId))].slice(0, 500)
}

/** What an import's file may be at most. */
export const importLimits = { megabytes: 5, rows: 20_000, columns: 40, cellLetters: 2_000 } as const

/** An import's own choices: which column holds what, the intake for rows that name none, whether letters go out. */
export const mappingInput = z
  .looseObject({
    importId: z.string().refine(isRowId, 'invalid'),
    intakeCode: z.string().trim().max(60).default(''),
    invite: z.string().optional(),
  })
  .transform(({ importId, intakeCode, invite, ...rest }) => ({
    importId,
    intakeCode: intakeCode === '' ? null : intakeCode,
    sendsInvitations: invite !== undefined,
    mapping: columnsIn(rest),
  }))
export type MappingInput = z.output<typeof mappingInput>

export const importInput = z.object({ importId: z.string().refine(isRowId, 'invalid') })
export type ImportInput = z.output<typeof importInput>

/** `column-name=3`: the name stands in the fourth column. An empty choice leaves the field out. */
function columnsIn(form: Record<string, unknown>): Record<string, number> {
  const chosen: Record<string, number> = {}
  for (const [control, value] of Object.entries(form))
    if (control.startsWith('column-') && typeof value === 'string' && /^\d{1,2}$/.test(value))
      chosen[control.slice('column-'.length)] = Number(value)
  return chosen
}
