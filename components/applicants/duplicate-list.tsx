import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { EmptyState } from '@/components/ui/empty-state'
import { PageTitle } from '@/components/ui/page-title'
import { Pagination } from '@/components/ui/pagination'
import { TabLinks } from '@/components/ui/tab-links'
import { type SuspicionState, suspicionStates } from '@/lib/domain/applicants/duplicate'
import type { SuspicionLine } from '@/lib/features/applicants/queries/duplicates'
import type { KeysetPage } from '@/lib/platform/keyset'
import { SuspectedPair } from './suspected-pair'

/** Pairs of accounts that may be one person, to be linked or put aside. */
export function DuplicateList({ page, state }: { page: KeysetPage<SuspicionLine>; state: SuspicionState }) {
  const t = useTranslations('admin.duplicates')
  const address = (more: Record<string, string>) =>
    `/staff/duplicates?${new URLSearchParams({ state, ...more }).toString()}`
  const hrefOf = (place: KeysetPage<SuspicionLine>['next']) =>
    place
      ? address({
          ...(place.after && { after: place.after }),
          ...(place.before && { before: place.before }),
        })
      : undefined
  return (
    <>
      <PageTitle dense lead={t('lead')}>
        {t('title')}
      </PageTitle>
      <div className="flex flex-col gap-4">
        <TabLinks
          label={t('states')}
          tabs={suspicionStates.map((name) => ({
            href: `/staff/duplicates?state=${name}`,
            label: t(`state.${name}`),
            current: name === state,
          }))}
        />
        <ClientMessages also={['admin', 'refusals']}>
          {page.rows.length === 0 ? (
            <EmptyState title={t(`empty.${state}`)} />
          ) : (
            page.rows.map((line) => <SuspectedPair key={line.id} line={line} />)
          )}
        </ClientMessages>
        <Pagination previousHref={hrefOf(page.previous)} nextHref={hrefOf(page.next)} />
      </div>
    </>
  )
}
