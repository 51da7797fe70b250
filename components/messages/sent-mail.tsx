import { useTranslations } from 'next-intl'
import { FilterBar, FilterSelect } from '@/components/staff/filter-bar'
import type { RawSearch } from '@/components/staff/list-address'
import { ListFoot } from '@/components/staff/list-foot'
import { mailTone } from '@/components/staff/words'
import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/button'
import { type Column, DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { Instant } from '@/components/ui/instant'
import { PageTitle } from '@/components/ui/page-title'
import { TextLink } from '@/components/ui/text-link'
import type { SentMailRow } from '@/lib/features/messages/queries'
import type { KeysetPage } from '@/lib/platform/keyset'

const path = '/staff/mail'
const states = ['queued', 'sent', 'failed'] as const

/** The partner's outgoing letters and how far each has come. */
export function SentMail({
  raw,
  state,
  page,
}: {
  raw: RawSearch
  state?: SentMailRow['state']
  page: KeysetPage<SentMailRow>
}) {
  const t = useTranslations('staff')
  const columns: Column<SentMailRow>[] = [
    {
      key: 'subject',
      header: t('mail.subject'),
      cell: (row) => <TextLink href={`${path}/${row.id}`}>{row.subject}</TextLink>,
    },
    { key: 'to', header: t('mail.to'), cell: (row) => row.to },
    {
      key: 'state',
      header: t('payments.state'),
      cell: (row) => <Badge tone={mailTone[row.state]}>{t(`mail_state.${row.state}`)}</Badge>,
    },
    { key: 'tries', header: t('mail.tries'), numeric: true, cell: (row) => row.tries },
    { key: 'error', header: t('mail.error'), cell: (row) => row.lastError ?? '–' },
    { key: 'written', header: t('mail.written'), cell: (row) => <Instant at={row.createdAt} /> },
    { key: 'sent', header: t('mail.sent'), cell: (row) => (row.sentAt ? <Instant at={row.sentAt} /> : '–') },
  ]
  return (
    <>
      <PageTitle dense>{t('mail.title')}</PageTitle>
      <FilterBar path={path} raw={raw} isFiltered={state !== undefined}>
        <FilterSelect
          name="state"
          label={t('payments.state')}
          all={t('mail.all')}
          value={state}
          options={states.map((one) => ({ value: one, label: t(`mail_state.${one}`) }))}
        />
      </FilterBar>
      <DataTable
        dense
        caption={t('mail.title')}
        captionHidden
        columns={columns}
        rows={page.rows}
        rowKey={(row) => row.id}
        empty={
          <EmptyState
            title={t('mail.none')}
            action={
              <ButtonLink size="dense" look="secondary" href={state ? path : '/staff'}>
                {t(state ? 'filter.clear' : 'not_found.home')}
              </ButtonLink>
            }
          >
            {t('mail.none_body')}
          </EmptyState>
        }
      />
      <ListFoot path={path} raw={raw} page={page} />
    </>
  )
}
