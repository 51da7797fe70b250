'use client'

import { useTranslations } from 'next-intl'
import { DocumentTitle } from '@/components/applicants/document-title'
import { SettingsForm, useSettingsForm } from '@/components/staff/settings-form'
import { Radios } from '@/components/ui/radios'
import { Select } from '@/components/ui/select'
import { TextInput } from '@/components/ui/text-input'
import { countingRules } from '@/lib/domain/assessments/attempt'
import { assignAssessment } from '@/lib/features/partners/actions'
import type { IntakeAssessment } from '@/lib/features/partners/queries/connection'
import { TestPicker, useFetchedTests } from './test-picker'

/** Which connection and test an intake uses, which attempt counts and how many may be begun. */
export function IntakeAssessmentForm({
  intake,
  partnerName,
}: {
  intake: Omit<IntakeAssessment, 'name'>
  partnerName: string
}) {
  const t = useTranslations('connections.intake')
  const form = useSettingsForm(assignAssessment)
  const fetched = useFetchedTests(form.answer)
  const typed = form.typed ?? fetched.typed
  return (
    <>
      <DocumentTitle
        title={t('page_title', { code: intake.code })}
        partnerName={partnerName}
        hasError={form.lines.length > 0}
      />
      <SettingsForm
        form={{ ...form, typed, isSaved: form.isSaved && fetched.typed === null }}
        version={intake}
        submitLabel={t('save')}
        saved={t('saved')}
      >
        <input type="hidden" name="intakeId" value={intake.id} />
        <Select
          name="connectionId"
          label={t('connection')}
          hint={t('connection_hint')}
          error={form.errorOf('connectionId')}
          defaultValue={typed?.connectionId ?? intake.assessmentConnectionId ?? ''}
          placeholder="–"
          options={intake.connections.map(({ id, label, isComplete }) => ({
            value: id,
            label: isComplete ? label : t('connection_incomplete', { label }),
            disabled: !isComplete && id !== intake.assessmentConnectionId,
          }))}
        />
        <TestPicker
          name="testId"
          label={t('test')}
          hint={t('test_hint')}
          error={form.errorOf('testId')}
          value={typed?.testId ?? intake.assessmentTestId ?? ''}
          emptyLabel={t('test_of_connection')}
          optional
          hasCatalogue={intake.connections.some(({ hasCatalogue }) => hasCatalogue)}
          fetched={fetched}
        />
        <Radios
          name="countingAttempt"
          label={t('counting')}
          hint={t('counting_hint')}
          error={form.errorOf('countingAttempt')}
          defaultValue={typed?.countingAttempt ?? intake.countingAttempt}
          options={countingRules.map((rule) => ({ value: rule, label: t(`rule.${rule}`) }))}
        />
        <TextInput
          name="attemptsAllowed"
          label={t('attempts')}
          hint={t('attempts_hint')}
          error={form.errorOf('attemptsAllowed')}
          defaultValue={typed?.attemptsAllowed ?? String(intake.attemptsAllowed)}
          inputMode="numeric"
          autoComplete="off"
          width="short"
        />
      </SettingsForm>
    </>
  )
}
