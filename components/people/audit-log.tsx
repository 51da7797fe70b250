import { useTranslations } from 'next-intl'
import { useEventWords } from '@/components/staff/event-words'
import { FilterBar, FilterInput, FilterSelect } from '@/components/staff/filter-bar'
import { type RawSearch, sameAddress } from '@/components/staff/list-address'
import { ListFoot } from '@/components/staff/list-foot'
import { buttonStyle } from '@/components/ui/button'
import { type Column, DataTable } from '@/components/ui/data-table'
import { Disclosure } from '@/components/ui/disclosure'
import { EmptyState } from '@/components/ui/empty-state'
import { Instant } from '@/components/ui/instant'
import { PageTitle } from '@/components/ui/page-title'
import { TextLink } from '@/components/ui/text-link'
import type { AuditFilter } from '@/lib/domain/partners/audit'
import type { AuditLogRow } from '@/lib/features/staff/queries/audit'
import { eventNames } from '@/lib/platform/events'
import type { KeysetPage } from '@/lib/platform/keyset'

const path = '/staff/audit'

/** Everything that happened at the partner, newest first: filter in the address, keyset pages, a file of the same rows. */
export function AuditLog({
  raw,
  filter,
  page,
  actors,
}: {
  raw: RawSearch
  filter: AuditFilter
  page: KeysetPage<AuditLogRow>
  actors: { id: string; fullName: string }[]
}) {
  const t = useTranslations('security.audit')
  return (
    <>
      <PageTitle
        dense
        lead={t('lead')}
        actions={
          // A file, not a page: a plain link, so that nothing is fetched before it is pressed.
          <a
            href={sameAddress(`${path}/export`, { ...raw, after: undefined, before: undefined })}
            download
            className={buttonStyle({ look: 'secondary', size: 'dense' })}
          >
            {t('export')}
          </a>
        }
      >
        {t('title')}
      </PageTitle>
      <FilterBar
        path={path}
        raw={raw}
        names={['name', 'actor', 'application', 'from', 'to']}
        isFiltered={Object.values(filter).some(Boolean)}
      >
        <FilterSelect
          name="name"
          label={t('name')}
          all={t('any_name')}
          value={filter.name}
          options={nameChoices.map((name) => ({ value: name, label: name }))}
        />
        <FilterSelect
          name="actor"
          label={t('actor')}
          all={t('any_actor')}
          value={filter.actor}
          options={actors.map(({ id, fullName }) => ({ value: id, label: fullName }))}
        />
        <FilterInput type="text" name="application" label={t('number')} value={filter.applicationNumber} />
        <FilterInput type="date" name="from" label={t('from')} value={filter.from} />
        <FilterInput type="date" name="to" label={t('to')} value={filter.to} />
      </FilterBar>
      <DataTable
        dense
        caption={t('title')}
        captionHidden
        columns={useColumns()}
        rows={page.rows}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t('empty')} />}
      />
      <ListFoot path={path} raw={raw} page={page} />
    </>
  )
}

/** Whole families first, then each event, by its own name: the one that stands in exports too. */
const nameChoices = [
  ...[...new Set(eventNames.map((name) => `${name.split('.')[0]}.`))].sort(),
  ...[...eventNames].sort(),
]

/** The ways in which an event came about that have a name of their own. */
const sources = [
  'browser',
  'callback',
  'webhook',
  'job',
  'poll',
  'reconcile',
  'redirect',
  'return',
  'seed',
] as const
const isSource = (source: string): source is (typeof sources)[number] => sources.some((one) => one === source)

function useColumns(): Column<AuditLogRow>[] {
  const t = useTranslations('security.audit')
  const kinds = useTranslations('staff.actor')
  const sentence = useEventWords()
  return [
    { key: 'at', header: t('when'), cell: ({ at }) => <Instant at={at} /> },
    {
      key: 'what',
      header: t('what'),
      cell: (row) => <span className="inline-block min-w-56">{sentence(row)}</span>,
    },
    { key: 'who', header: t('who'), cell: ({ actorName, actorKind }) => actorName ?? kinds(actorKind) },
    {
      key: 'application',
      header: t('application'),
      cell: ({ applicationNumber: number }) =>
        number ? (
          <TextLink href={`/staff/applications/${number}`} className="whitespace-nowrap">
            {number}
          </TextLink>
        ) : (
          '–'
        ),
    },
    {
      key: 'source',
      header: t('source'),
      cell: ({ source }) => (isSource(source) ? t(`sources.${source}`) : source),
    },
    {
      key: 'detail',
      header: t('detail'),
      cell: ({ name, detail }) => (
        <Disclosure summary={t('show')}>
          <pre className="max-w-md overflow-x-auto font-mono text-xs">
            {name}
            {'\n'}
            {JSON.stringify(detail, null, 2)}
          </pre>
        </Disclosure>
      ),
    },
  ]
}
