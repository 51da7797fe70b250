import { Plus } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { BackLink } from '@/components/ui/back-link'
import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/button'
import { type Column, DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { PageTitle } from '@/components/ui/page-title'
import { TextLink } from '@/components/ui/text-link'
import type { ProgrammeLine } from '@/lib/features/partners/queries/programmes'

/** Every programme of the partner, where it is offered, and under which names providers recommend it. */
export function ProgrammeTable({ programmes }: { programmes: ProgrammeLine[] }) {
  const t = useTranslations('admin.programmes')
  const locale = useLocale()
  const columns: Column<ProgrammeLine>[] = [
    {
      key: 'code',
      header: t('code'),
      cell: ({ id, code }) => (
        <TextLink href={`/staff/settings/programmes/${id}`} className="font-semibold whitespace-nowrap">
          {code}
        </TextLink>
      ),
    },
    { key: 'name', header: t('name'), cell: ({ name }) => name[locale] },
    { key: 'intakes', header: t('offered_in'), cell: ({ intakes }) => intakes.join(', ') || '–' },
    { key: 'aliases', header: t('aliases'), cell: ({ aliases }) => aliases.join(', ') || '–' },
    {
      key: 'state',
      header: t('state'),
      cell: ({ retiredAt }) => (
        <Badge tone={retiredAt ? 'neutral' : 'good'}>{t(retiredAt ? 'retired' : 'in_use')}</Badge>
      ),
    },
  ]
  const create = (
    <ButtonLink href="/staff/settings/programmes/new" size="dense">
      <Plus aria-hidden className="size-4" />
      {t('create')}
    </ButtonLink>
  )
  return (
    <>
      <BackLink href="/staff/settings/intakes">{t('to_intakes')}</BackLink>
      <PageTitle dense lead={t('lead')} actions={create}>
        {t('title')}
      </PageTitle>
      <DataTable
        dense
        stacks
        caption={t('title')}
        captionHidden
        columns={columns}
        rows={programmes}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t('empty')} action={create} />}
      />
    </>
  )
}
