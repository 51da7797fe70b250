import { useLocale, useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { type Column, DataTable } from '@/components/ui/data-table'
import { Instant } from '@/components/ui/instant'
import { TextLink } from '@/components/ui/text-link'
import { dismissSuspicion, linkApplicants, unlinkApplicants } from '@/lib/features/applicants/actions'
import type { SuspectedAccount, SuspicionLine } from '@/lib/features/applicants/queries/duplicates'
import { calendarDateIn } from '@/lib/platform/i18n/formats'
import { WhyForm } from './why-form'

/** Two accounts beside each other, why they are suspected, and what may be said of them. */
export function SuspectedPair({ line }: { line: SuspicionLine }) {
  const t = useTranslations('admin.duplicates')
  const { accountA, accountB, state } = line
  const pair = { accountA, accountB }
  return (
    <div
      role="group"
      aria-label={t('pair', namesOf(line))}
      className="flex flex-col gap-3 border-t border-line pt-4"
    >
      <p className="flex flex-wrap items-center gap-2 text-sm">
        <Badge tone={line.score >= 80 ? 'warn' : 'neutral'}>{t('score', { score: line.score })}</Badge>
        {line.reasons.map((reason) => (
          <span key={reason}>{t(`reason.${reason}`)}</span>
        ))}
        <span className="text-muted">
          {t('found')} <Instant at={line.foundAt} />
        </span>
      </p>
      <PairTable a={line.a} b={line.b} />
      {state === 'dismissed' && (
        <p className="text-sm text-muted">
          {t('dismissed_by', { name: line.settledByName ?? '–', why: line.settledWhy })}
        </p>
      )}
      <div className="flex flex-wrap items-start gap-6">
        {state === 'linked' ? (
          <WhyForm action={unlinkApplicants} fields={pair} submitLabel={t('unlink')} look="danger" />
        ) : (
          <WhyForm action={linkApplicants} fields={pair} submitLabel={t('link')} />
        )}
        {state === 'open' && (
          <WhyForm
            action={dismissSuspicion}
            fields={{ suspicionId: line.id }}
            submitLabel={t('dismiss')}
            look="quiet"
          />
        )}
      </div>
    </div>
  )
}

/** Duplicates mostly have one name: their addresses tell the pairs of a page apart for who hears it. */
const namesOf = ({ a, b }: { a: SuspectedAccount; b: SuspectedAccount }) => ({
  a: a.fullName,
  b: b.fullName,
  emailOfA: a.email,
  emailOfB: b.email,
})

const facts = ['fullName', 'email', 'mobile', 'dateOfBirth', 'applications'] as const

/** Each fact of the two accounts beside the other's. */
export function PairTable({ a, b }: { a: SuspectedAccount; b: SuspectedAccount }) {
  const t = useTranslations('admin.duplicates')
  const columns: Column<(typeof facts)[number]>[] = [
    { key: 'fact', header: t('fact'), cell: (fact) => t(`facts.${fact}`) },
    { key: 'a', header: t('first'), cell: (fact) => <Fact fact={fact} of={a} /> },
    { key: 'b', header: t('second'), cell: (fact) => <Fact fact={fact} of={b} /> },
  ]
  return (
    <DataTable
      dense
      caption={t('pair', namesOf({ a, b }))}
      captionHidden
      columns={columns}
      rows={facts}
      rowKey={(fact) => fact}
    />
  )
}

function Fact({ fact, of: account }: { fact: (typeof facts)[number]; of: SuspectedAccount }) {
  const locale = useLocale()
  if (fact === 'dateOfBirth') return <>{calendarDateIn(locale, account.dateOfBirth)}</>
  if (fact !== 'applications') return <>{account[fact]}</>
  if (account.applications.length === 0) return <>–</>
  return (
    <span className="flex flex-wrap gap-x-3">
      {account.applications.map(({ number, intake }) => (
        <TextLink key={number} href={`/staff/applications/${number}`} className="whitespace-nowrap">
          {`${number} (${intake})`}
        </TextLink>
      ))}
    </span>
  )
}
