import { useLocale, useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { Panel } from '@/components/staff/panel'
import { type Column, DataTable } from '@/components/ui/data-table'
import { Instant } from '@/components/ui/instant'
import { Money } from '@/components/ui/money'
import { TextLink } from '@/components/ui/text-link'
import { unlinkApplicants } from '@/lib/features/applicants/actions'
import type { PersonApplication, PersonPage } from '@/lib/features/applicants/queries/duplicates'
import { SuspectedPair } from './suspected-pair'
import { WhyForm } from './why-form'

/** The applicant as one person: everything of linked accounts side by side, and accounts that may be theirs too. */
export function PersonPanel({ person }: { person: PersonPage }) {
  const t = useTranslations('admin.duplicates')
  const nameOf = (accountId: string) =>
    person.accounts.find((account) => account.accountId === accountId)?.fullName ?? '–'
  return (
    <Panel title={t('person')} aside={<TextLink href="/staff/duplicates">{t('all')}</TextLink>}>
      {person.accounts.length > 1 ? (
        <PersonTable applications={person.applications} />
      ) : (
        <p className="text-sm text-muted">{t('alone')}</p>
      )}
      <ClientMessages also={['admin', 'refusals']}>
        {person.links.map(({ accountA, accountB, other, why, at }) => (
          <div key={other} className="flex flex-col gap-2 text-sm">
            <p>
              {t('linked_with', { name: nameOf(other), why })} <Instant at={at} />
            </p>
            <WhyForm
              action={unlinkApplicants}
              fields={{ accountA, accountB }}
              submitLabel={t('unlink')}
              look="danger"
            />
          </div>
        ))}
        {person.suspicions.map((line) => (
          <SuspectedPair key={line.id} line={line} />
        ))}
      </ClientMessages>
    </Panel>
  )
}

function PersonTable({ applications }: { applications: PersonApplication[] }) {
  const t = useTranslations('admin.duplicates')
  const locale = useLocale()
  const columns: Column<PersonApplication>[] = [
    {
      key: 'number',
      header: t('application'),
      cell: ({ number }) => (
        <TextLink href={`/staff/applications/${number}`} className="whitespace-nowrap">
          {number}
        </TextLink>
      ),
    },
    { key: 'name', header: t('facts.fullName'), cell: ({ fullName }) => fullName },
    { key: 'intake', header: t('intake'), cell: ({ intake }) => intake[locale] },
    {
      key: 'submitted',
      header: t('submitted'),
      cell: ({ submittedAt }) => (submittedAt ? <Instant at={submittedAt} /> : t('not_submitted')),
    },
    { key: 'paid', header: t('paid'), numeric: true, cell: ({ paidPaise }) => <Money paise={paidPaise} /> },
    { key: 'attempts', header: t('attempts'), numeric: true, cell: ({ attempts }) => attempts },
  ]
  return (
    <DataTable
      dense
      stacks
      caption={t('person')}
      captionHidden
      columns={columns}
      rows={applications}
      rowKey={({ id }) => id}
    />
  )
}
