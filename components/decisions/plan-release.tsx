'use client'

import { useTranslations } from 'next-intl'
import { decisionKinds } from '@/lib/domain/decisions/decision'
import { planRelease } from '@/lib/features/decisions/actions'
import { DecisionForm, FormSelect, FormText, KindBoxes } from './decision-form'
import { IndiaTimeInput } from './india-time-input'

type Intake = { id: string; name: string; programmes: { id: string; name: string }[] }

/** The plan of a release: whose decisions, how many first, how long the hold. Nothing goes out by planning. */
export function PlanRelease({ intakes }: { intakes: Intake[] }) {
  const t = useTranslations('decisions')
  const programmes = new Map(intakes.flatMap((intake) => intake.programmes).map((one) => [one.id, one.name]))
  return (
    <DecisionForm action={planRelease} submitLabel={t('releases.plan')}>
      <FormText name="name" label={t('releases.name')} width="half" />
      <FormSelect
        name="intakeId"
        label={t('releases.intake')}
        defaultValue={intakes[0]?.id}
        options={intakes.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <FormSelect
        name="programmeId"
        label={t('releases.programme')}
        placeholder={t('releases.programme_all')}
        options={[...programmes].map(([value, label]) => ({ value, label }))}
      />
      <KindBoxes
        label={t('releases.kinds')}
        options={decisionKinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
      />
      <FormText
        name="firstBatchSize"
        label={t('releases.first_batch')}
        hint={t('releases.first_batch_hint')}
        inputMode="numeric"
        width="short"
        defaultValue="5"
      />
      <FormText
        name="holdMinutes"
        label={t('releases.hold')}
        hint={t('releases.hold_hint')}
        inputMode="numeric"
        width="short"
        defaultValue="30"
      />
      <IndiaTimeInput name="respondBy" label={t('releases.respond_by')} />
    </DecisionForm>
  )
}
