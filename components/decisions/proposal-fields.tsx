'use client'

import { useTranslations } from 'next-intl'
import { decisionKinds } from '@/lib/domain/decisions/decision'
import { seatCategories } from '@/lib/domain/decisions/seats'
import { FormSelect, FormText, FormTextarea } from './decision-form'

/** What a decision says, whose seat it takes, and why. `hasRank`: the order on a waitlist may be typed. */
export function ProposalFields({
  programmes,
  hasRank = false,
}: {
  programmes: { id: string; name: string }[]
  hasRank?: boolean
}) {
  const t = useTranslations('decisions')
  return (
    <>
      <FormSelect
        name="kind"
        label={t('decide.kind')}
        placeholder={t('decide.choose')}
        options={decisionKinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
      />
      <FormSelect
        name="programmeId"
        label={t('decide.programme')}
        hint={t('decide.programme_hint')}
        placeholder={t('decide.choose')}
        options={programmes.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <FormSelect
        name="category"
        label={t('decide.category')}
        placeholder={t('decide.category_own')}
        options={seatCategories.map((category) => ({ value: category, label: t(`categories.${category}`) }))}
      />
      <FormTextarea name="reason" label={t('decide.reason')} rows={3} />
      {hasRank && (
        <FormText
          name="waitlistRank"
          label={t('decide.rank')}
          hint={t('decide.rank_hint')}
          optional
          inputMode="numeric"
          width="short"
        />
      )}
    </>
  )
}
