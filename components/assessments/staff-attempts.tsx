import { useTranslations } from 'next-intl'
import { FilterBar, FilterSelect } from '@/components/staff/filter-bar'
import type { RawSearch } from '@/components/staff/list-address'
import { ListFoot } from '@/components/staff/list-foot'
import { progressTone, resultTone } from '@/components/staff/words'
import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/button'
import { type Column, DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { Instant } from '@/components/ui/instant'
import { TextLink } from '@/components/ui/text-link'
import { progressStates, resultStates } from '@/lib/domain/assessments/attempt'
import type { AttemptFilter, AttemptListRow } from '@/lib/features/assessments/queries/staff'
import type { KeysetPage } from '@/lib/platform/keyset'
import { StaffAssessmentTabs } from './staff-assessment-tabs'

const path = '/staff/assessments'
const needs = ['waiting', 'failing'] as const

/** A filter out of the list's address; what is not understood is left out. */
export const readAttemptFilter = (raw: RawSearch): AttemptFilter => ({
  progress: progressStates.find((state) => state === raw.progress),
  result: resultStates.find((state) => state === raw.result),
  needs: needs.find((need) => need === raw.needs),
})

/** Every attempt of the partner's applicants, with what we hold and when we ask next. */
export function StaffAttempts({
  raw,
  filter,
  page,
}: {
  raw: RawSearch
  filter: AttemptFilter
  page: KeysetPage<AttemptListRow>
}) {
  const t = useTranslations('staff')
  const isFiltered = Boolean(filter.progress || filter.result || filter.needs)
  return (
    <>
      <StaffAssessmentTabs current="attempts" />
      <FilterBar path={path} raw={raw} isFiltered={isFiltered}>
        <FilterSelect
          name="needs"
          label={t('assessments.needs')}
          all={t('assessments.needs_all')}
          value={filter.needs}
          options={needs.map((need) => ({ value: need, label: t(`assessments.needs_${need}`) }))}
        />
        <FilterSelect
          name="progress"
          label={t('truth.progress')}
          all={t('assessments.any')}
          value={filter.progress}
          options={progressStates.map((state) => ({ value: state, label: t(`progress.${state}`) }))}
        />
        <FilterSelect
          name="result"
          label={t('truth.result')}
          all={t('assessments.any')}
          value={filter.result}
          options={resultStates.map((state) => ({ value: state, label: t(`result.${state}`) }))}
        />
      </FilterBar>
      <DataTable
        dense
        caption={t('assessments.attempts')}
        captionHidden
        columns={useColumns()}
        rows={page.rows}
        rowKey={(row) => row.id}
        empty={
          <EmptyState
            title={t('assessments.none')}
            action={
              <ButtonLink size="dense" look="secondary" href={isFiltered ? path : '/staff/applications'}>
                {t(isFiltered ? 'filter.clear' : 'not_found.applications')}
              </ButtonLink>
            }
          >
            {t('assessments.none_body')}
          </EmptyState>
        }
      />
      <ListFoot path={path} raw={raw} page={page} />
    </>
  )
}

function useColumns(): Column<AttemptListRow>[] {
  const t = useTranslations('staff')
  return [
    {
      key: 'application',
      header: t('applications.number'),
      cell: (row) => <TextLink href={`/staff/applications/${row.number}`}>{row.number}</TextLink>,
    },
    { key: 'applicant', header: t('applications.applicant'), cell: (row) => row.applicantName },
    { key: 'no', header: t('assessments.attempt_no'), numeric: true, cell: (row) => row.attemptNo },
    { key: 'connection', header: t('truth.connection'), cell: (row) => row.connection },
    {
      key: 'progress',
      header: t('truth.progress'),
      cell: (row) => <Badge tone={progressTone[row.progress]}>{t(`progress.${row.progress}`)}</Badge>,
    },
    {
      key: 'result',
      header: t('truth.result'),
      cell: (row) => <Badge tone={resultTone[row.result]}>{t(`result.${row.result}`)}</Badge>,
    },
    {
      key: 'raw',
      header: t('truth.raw_status'),
      cell: (row) => (row.rawStatus ? <code className="font-mono">{row.rawStatus}</code> : '–'),
    },
    {
      key: 'error',
      header: t('truth.last_error'),
      cell: (row) =>
        row.lastErrorKind ? <Badge tone="bad">{t('error_kind', { kind: row.lastErrorKind })}</Badge> : '–',
    },
    {
      key: 'asked',
      header: t('truth.last_asked'),
      cell: (row) => (row.lastAskedAt ? <Instant at={row.lastAskedAt} /> : '–'),
    },
    {
      key: 'next',
      header: t('truth.next_ask'),
      cell: (row) => (row.nextAskAt ? <Instant at={row.nextAskAt} /> : '–'),
    },
  ]
}
