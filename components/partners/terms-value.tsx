import { useLocale, useTranslations } from 'next-intl'
import { type Column, DataTable } from '@/components/ui/data-table'
import { Instant } from '@/components/ui/instant'
import { Money } from '@/components/ui/money'
import type { TermField } from '@/lib/domain/partners/term-changes'
import type { IntakeTerms } from '@/lib/domain/partners/terms'
import type { TermsNames } from '@/lib/features/partners/queries/intakes'

/** What differs between two versions of terms, side by side. */
export function TermsDifference({
  before,
  after,
  changed,
  names,
  labels,
}: {
  before: IntakeTerms
  after: IntakeTerms
  changed: readonly TermField[]
  names: TermsNames
  labels: { before: string; after: string }
}) {
  const t = useTranslations('admin')
  const value = (field: TermField, terms: IntakeTerms) => <TermsValue {...{ field, terms, names }} />
  const columns: Column<TermField>[] = [
    { key: 'field', header: t('versions.field'), cell: (field) => t(`field.${field}`) },
    { key: 'before', header: labels.before, cell: (field) => value(field, before) },
    { key: 'after', header: labels.after, cell: (field) => value(field, after) },
  ]
  return (
    <DataTable
      dense
      stacks
      caption={t('versions.differences')}
      captionHidden
      columns={columns}
      rows={changed}
      rowKey={(field) => field}
      empty={<p className="text-muted">{t('versions.same')}</p>}
    />
  )
}

function TermsValue({ field, terms, names }: { field: TermField; terms: IntakeTerms; names: TermsNames }) {
  const t = useTranslations('admin')
  const steps = useTranslations('journey.steps')
  const rules = useTranslations('connections.intake.rule')
  const category = useTranslations('form.options.category')
  const locale = useLocale()
  const codeOf = (id: string) => names.programmes.find((row) => row.id === id)?.code ?? '?'
  const labelOf = (id: string | null) =>
    names.connections.find((row) => row.id === id)?.label ?? t('terms.none')
  const list = (items: readonly string[]) => (items.length > 0 ? items.join(' → ') : t('terms.none'))
  switch (field) {
    case 'name':
      return <>{terms.name[locale]}</>
    case 'opens':
      return <Instant at={new Date(terms.opensAt)} />
    case 'closes':
      return <Instant at={new Date(terms.closesAt)} />
    case 'assessment_until':
      return terms.assessmentUntil ? (
        <Instant at={new Date(terms.assessmentUntil)} />
      ) : (
        <>{t('terms.no_end')}</>
      )
    case 'journey':
      return (
        <>
          {list(
            terms.journey.steps.map((kind) => (steps.has(`${kind}.name`) ? steps(`${kind}.name`) : kind)),
          )}
        </>
      )
    case 'programmes':
      return <>{list(terms.programmeIds.map(codeOf))}</>
    case 'fee':
      return terms.feePaise ? <Money paise={terms.feePaise} /> : <>{t('terms.no_fee')}</>
    case 'fee_rules':
      return terms.feeRules.length === 0 ? (
        <>{t('terms.none')}</>
      ) : (
        <ul>
          {terms.feeRules.map(({ by, value, paise }) => (
            <li key={`${by}:${value}`}>
              {by === 'programme' ? codeOf(value) : category.has(value) ? category(value) : value}:{' '}
              <Money paise={paise} />
            </li>
          ))}
        </ul>
      )
    case 'refund_policy':
      return <>{terms.refundPolicy[locale]}</>
    case 'payment':
      return <>{labelOf(terms.paymentConnectionId)}</>
    case 'assessment':
      return <>{labelOf(terms.assessmentConnectionId)}</>
    case 'test':
      return <>{terms.assessmentTestId ?? t('terms.test_of_connection')}</>
    case 'attempts':
      return <span className="figures">{terms.attemptsAllowed}</span>
    case 'counting':
      return <>{rules(terms.countingAttempt)}</>
    case 'rule_set':
      return <>{names.ruleSets.find(({ id }) => id === terms.ruleSetId)?.name ?? t('terms.none')}</>
    case 'stages':
      return <>{list((terms.stages ?? []).map(({ label }) => label))}</>
    case 'scorecard':
      return <>{list((terms.scorecard ?? []).map(({ label }) => label))}</>
    case 'seats':
      return <>{(terms.seats ?? []).map(({ label }) => label).join(', ') || t('terms.none')}</>
  }
}
