import { Plus } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/button'
import { type Column, DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { Instant } from '@/components/ui/instant'
import { Money } from '@/components/ui/money'
import { PageTitle } from '@/components/ui/page-title'
import { TextLink } from '@/components/ui/text-link'
import type { IntakeLine } from '@/lib/features/partners/queries/intakes'

/** Every intake of the partner with the state of its terms. */
export function IntakeList({ lines }: { lines: IntakeLine[] }) {
  const t = useTranslations('admin.intakes')
  const locale = useLocale()
  const columns: Column<IntakeLine>[] = [
    {
      key: 'code',
      header: t('code'),
      cell: ({ intake }) => (
        <TextLink href={`/staff/settings/intakes/${intake.id}`} className="font-semibold whitespace-nowrap">
          {intake.code}
        </TextLink>
      ),
    },
    { key: 'name', header: t('name'), cell: ({ intake }) => intake.name[locale] },
    { key: 'opens', header: t('opens'), cell: ({ intake }) => <Instant at={intake.opensAt} /> },
    { key: 'closes', header: t('closes'), cell: ({ intake }) => <Instant at={intake.closesAt} /> },
    {
      key: 'fee',
      header: t('fee'),
      numeric: true,
      cell: ({ intake }) => (intake.feePaise ? <Money paise={intake.feePaise} /> : t('no_fee')),
    },
    {
      key: 'version',
      header: t('version'),
      cell: ({ intake, published, draft }) => (
        <span className="flex flex-wrap gap-1">
          {intake.publishedAt === null ? (
            <Badge tone="neutral">{t('unpublished')}</Badge>
          ) : (
            <Badge tone="good">
              {published === null ? t('published') : t('published_no', { version: published })}
            </Badge>
          )}
          {draft !== null && <Badge tone="warn">{t('draft_no', { version: draft })}</Badge>}
        </span>
      ),
    },
  ]
  const create = (
    <ButtonLink href="/staff/settings/intakes/new" size="dense">
      <Plus aria-hidden className="size-4" />
      {t('create')}
    </ButtonLink>
  )
  return (
    <>
      <PageTitle
        dense
        lead={t('lead')}
        actions={
          <>
            <ButtonLink href="/staff/settings/programmes" look="secondary" size="dense">
              {t('programmes')}
            </ButtonLink>
            {create}
          </>
        }
      >
        {t('title')}
      </PageTitle>
      <DataTable
        dense
        stacks
        caption={t('title')}
        captionHidden
        columns={columns}
        rows={lines}
        rowKey={({ intake }) => intake.id}
        empty={
          <EmptyState title={t('empty')} action={create}>
            {t('empty_body')}
          </EmptyState>
        }
      />
    </>
  )
}
