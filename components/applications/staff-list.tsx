import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { FilterBar, FilterSelect, SearchBox } from '@/components/staff/filter-bar'
import { listAddress, type RawSearch } from '@/components/staff/list-address'
import { ListFoot } from '@/components/staff/list-foot'
import { ListKeys } from '@/components/staff/list-keys'
import { progressTone, resultTone, standingTone } from '@/components/staff/words'
import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/button'
import { type Column, DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { Instant } from '@/components/ui/instant'
import { PageTitle } from '@/components/ui/page-title'
import {
  type ApplicationFilter,
  assessmentFilters,
  isNarrowed,
  stepFilters,
} from '@/lib/domain/applications/filter'
import type { ApplicationListRow } from '@/lib/features/applications/queries/staff-list'
import type { KeysetPage } from '@/lib/platform/keyset'

const path = '/staff/applications'
type Words = { en: string; hi: string }

/** The partner's applications: filter in the address, keyset pages, keyboard. */
export function StaffApplications({
  page,
  intakes,
  filter,
  raw,
}: {
  page: KeysetPage<ApplicationListRow>
  intakes: { id: string; name: Words }[]
  filter: ApplicationFilter
  raw: RawSearch
}) {
  const t = useTranslations('staff')
  const isDense = raw.dense !== '0'
  const isFiltered = isNarrowed(filter)
  return (
    <>
      <PageTitle dense actions={<ListActions raw={raw} isDense={isDense} />}>
        {t('applications.title')}
      </PageTitle>
      <Filters intakes={intakes} filter={filter} raw={raw} isFiltered={isFiltered} />
      <DataTable
        caption={t('applications.title')}
        captionHidden
        dense={isDense}
        columns={useColumns(filter, raw)}
        rows={page.rows}
        rowKey={(row) => row.id}
        empty={<NothingFound isFiltered={isFiltered} isBeyond={Boolean(raw.after || raw.before)} />}
      />
      <ListFoot path={path} raw={raw} page={page} />
    </>
  )
}

function ListActions({ raw, isDense }: { raw: RawSearch; isDense: boolean }) {
  const t = useTranslations('staff')
  const keys = (['j', 'k', 'Enter', '/', '?'] as const).map((key, place) => ({
    key,
    does: t(`keys.k${place + 1}`),
  }))
  return (
    <>
      <ButtonLink
        look="secondary"
        size="dense"
        href={listAddress(path, raw, { dense: isDense ? '0' : null })}
      >
        {t(isDense ? 'list.roomy' : 'list.dense')}
      </ButtonLink>
      <ListKeys words={{ open: t('keys.open'), title: t('keys.title'), close: t('keys.close'), keys }} />
    </>
  )
}

function Filters({
  intakes,
  filter,
  raw,
  isFiltered,
}: {
  intakes: { id: string; name: Words }[]
  filter: ApplicationFilter
  raw: RawSearch
  isFiltered: boolean
}) {
  const t = useTranslations('staff')
  const locale = useLocale()
  return (
    <FilterBar path={path} raw={raw} keeps={['sort', 'dense']} isFiltered={isFiltered}>
      <SearchBox
        label={t('applications.search')}
        hint={t('applications.search_hint')}
        value={filter.search}
      />
      <FilterSelect
        name="intake"
        label={t('applications.intake')}
        all={t('filter.all_intakes')}
        value={filter.intakes?.[0]}
        options={intakes.map(({ id, name }) => ({ value: id, label: name[locale] }))}
      />
      <FilterSelect
        name="step"
        label={t('applications.step')}
        all={t('filter.all_steps')}
        value={filter.steps?.[0]}
        options={stepFilters.map((step) => ({ value: step, label: t(`step_filter.${step}`) }))}
      />
      <FilterSelect
        name="assessment"
        label={t('applications.assessment')}
        all={t('filter.all_assessments')}
        value={filter.assessments?.[0]}
        options={assessmentFilters.map((state) => ({ value: state, label: t(`assessment_filter.${state}`) }))}
      />
    </FilterBar>
  )
}

function useColumns(filter: ApplicationFilter, raw: RawSearch): Column<ApplicationListRow>[] {
  const t = useTranslations('staff')
  const locale = useLocale()
  const isOldest = filter.sort?.[0]?.isDescending === false
  return [
    {
      key: 'number',
      header: t('applications.number'),
      cell: (row) => (
        <Link
          href={`${path}/${row.number}`}
          className="figures font-semibold whitespace-nowrap text-brand underline underline-offset-3"
        >
          {row.number}
        </Link>
      ),
    },
    { key: 'applicant', header: t('applications.applicant'), cell: (row) => <Person row={row} /> },
    { key: 'intake', header: t('applications.intake'), cell: (row) => row.intakeName[locale] },
    {
      key: 'step',
      header: t('applications.step'),
      cell: (row) => <Badge tone={standingTone[row.standing]}>{t(`standing.${row.standing}`)}</Badge>,
    },
    {
      key: 'assessment',
      header: t('applications.assessment'),
      cell: (row) => <AttemptState attempt={row.attempt} />,
    },
    {
      key: 'submitted',
      header: t('applications.submitted'),
      cell: (row) =>
        row.submittedAt ? (
          <Instant at={row.submittedAt} dateOnly />
        ) : (
          <span className="text-muted">{t('applications.not_submitted')}</span>
        ),
    },
    {
      key: 'begun',
      header: t('applications.begun'),
      cell: (row) => (
        <span className="whitespace-nowrap">
          <Instant at={row.createdAt} dateOnly />
        </span>
      ),
      sort: {
        href: listAddress(path, raw, { sort: isOldest ? null : 'oldest' }),
        now: isOldest ? 'ascending' : 'descending',
      },
    },
  ]
}

const Person = ({ row }: { row: ApplicationListRow }) => (
  <span className="flex flex-col">
    <span>{row.fullName}</span>
    <span className="text-sm text-muted">{row.email}</span>
  </span>
)

function AttemptState({ attempt }: { attempt: ApplicationListRow['attempt'] }) {
  const t = useTranslations('staff')
  if (!attempt) return <span className="text-muted">{t('assessment_filter.none')}</span>
  return (
    <span className="flex flex-wrap gap-1">
      <Badge tone={progressTone[attempt.progress]}>{t(`progress.${attempt.progress}`)}</Badge>
      {attempt.result !== 'none' && (
        <Badge tone={resultTone[attempt.result]}>{t(`result.${attempt.result}`)}</Badge>
      )}
      {attempt.lastErrorKind && <Badge tone="bad">{t('error_kind', { kind: attempt.lastErrorKind })}</Badge>}
    </span>
  )
}

function NothingFound({ isFiltered, isBeyond }: { isFiltered: boolean; isBeyond: boolean }) {
  const t = useTranslations('staff')
  const kind = isFiltered || isBeyond ? 'filtered' : 'none'
  return (
    <EmptyState
      title={t(`applications.empty_${kind}`)}
      action={
        <ButtonLink size="dense" href={kind === 'filtered' ? path : '/programmes'}>
          {t(`applications.empty_${kind}_action`)}
        </ButtonLink>
      }
    >
      {t(`applications.empty_${kind}_body`)}
    </EmptyState>
  )
}
