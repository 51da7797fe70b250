import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { ActionForm } from '@/components/staff/action-form'
import { LockedAction } from '@/components/staff/locked-action'
import { ButtonLink } from '@/components/ui/button'
import { type Column, DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { Instant } from '@/components/ui/instant'
import { SubmitButton } from '@/components/ui/submit-button'
import type { StaffRole } from '@/lib/domain/partners/permissions'
import { aliasCourse } from '@/lib/features/assessments/actions'
import type { UnmatchedCourse } from '@/lib/features/assessments/queries/staff'
import { StaffAssessmentTabs } from './staff-assessment-tabs'

type Target = { id: string; code: string; name: string }

/** Courses that providers recommend and nobody can apply to yet: say which programme each of them means. */
export function StaffUnmatched({
  courses,
  programmes,
  role,
}: {
  courses: UnmatchedCourse[]
  programmes: Target[] | null
  role: StaffRole
}) {
  const t = useTranslations('staff.assessments')
  const columns: Column<UnmatchedCourse>[] = [
    {
      key: 'course',
      header: t('course'),
      cell: (row) => <span className="font-semibold">{row.courseName}</span>,
    },
    { key: 'applicants', header: t('recommended_to'), numeric: true, cell: (row) => row.applicants },
    { key: 'last', header: t('last_seen'), cell: (row) => <Instant at={row.lastAt} /> },
    {
      key: 'alias',
      header: t('means'),
      cell: (row) => <AliasForm course={row.courseName} programmes={programmes} role={role} />,
    },
  ]
  return (
    <ClientMessages also={['refusals']}>
      <StaffAssessmentTabs current="courses" />
      <p className="measure mb-4 text-muted">{t('courses_lead')}</p>
      <DataTable
        caption={t('courses')}
        captionHidden
        columns={columns}
        rows={courses}
        rowKey={(row) => row.courseName}
        empty={
          <EmptyState
            title={t('no_courses')}
            action={
              <ButtonLink size="dense" look="secondary" href="/staff/assessments">
                {t('attempts')}
              </ButtonLink>
            }
          >
            {t('no_courses_body')}
          </EmptyState>
        }
      />
    </ClientMessages>
  )
}

function AliasForm({
  course,
  programmes,
  role,
}: {
  course: string
  programmes: Target[] | null
  role: StaffRole
}) {
  const t = useTranslations('staff')
  if (!programmes)
    return (
      <LockedAction because={t('not_your_role', { role: t(`role.${role}`) })}>
        {t('assessments.alias')}
      </LockedAction>
    )
  return (
    <ActionForm
      action={aliasCourse}
      fields={{ courseName: course }}
      done={t('assessments.aliased')}
      className="flex flex-wrap items-center gap-2"
    >
      <select
        name="programmeId"
        required
        defaultValue=""
        aria-label={t('assessments.means_which', { course })}
        className="min-h-9 rounded border border-line-strong bg-surface-raised px-2 py-1 text-sm text-ink"
      >
        <option value="" disabled>
          {t('assessments.choose')}
        </option>
        {programmes.map(({ id, code, name }) => (
          <option key={id} value={id}>{`${name} (${code})`}</option>
        ))}
      </select>
      <SubmitButton look="secondary" size="dense">
        {t('assessments.alias')}
      </SubmitButton>
    </ActionForm>
  )
}
