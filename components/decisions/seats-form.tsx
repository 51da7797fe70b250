'use client'

import { useTranslations } from 'next-intl'
import { seatCategories } from '@/lib/domain/decisions/seats'
import { saveSeats } from '@/lib/features/decisions/actions'
import { DecisionForm, FormSelect, FormText } from './decision-form'

/** Sets how many seats one programme has for one category. */
export function SeatsForm({
  intakeId,
  programmes,
}: {
  intakeId: string
  programmes: { id: string; name: string }[]
}) {
  const t = useTranslations('decisions')
  return (
    <DecisionForm
      action={saveSeats}
      fields={{ intakeId }}
      submitLabel={t('seats.save')}
      saved={t('seats.saved')}
      className="flex max-w-md flex-col gap-4"
    >
      <FormSelect
        name="programmeId"
        label={t('board.programme')}
        options={programmes.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <FormSelect
        name="category"
        label={t('board.category')}
        options={seatCategories.map((category) => ({ value: category, label: t(`categories.${category}`) }))}
      />
      <FormText name="capacity" label={t('seats.capacity')} inputMode="numeric" width="short" />
    </DecisionForm>
  )
}
