'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { IndiaTimeInput } from '@/components/ui/india-time-input'
import { FieldError } from '@/components/ui/field'
import { Radios } from '@/components/ui/radios'
import { Select } from '@/components/ui/select'
import { TextInput } from '@/components/ui/text-input'
import { Textarea } from '@/components/ui/textarea'
import { categories } from '@/lib/domain/applications/choices'
import { countingRules } from '@/lib/domain/assessments/attempt'
import { stepKinds } from '@/lib/domain/journeys/definition'
import { mostFeeRules, placeOf, stepPlaces } from '@/lib/domain/partners/typed-terms'
import type { TermsNames } from '@/lib/features/partners/queries/intakes'
import { type FetchedTests, TestPicker } from './test-picker'

type Fields = {
  typed: Record<string, string>
  errorOf: (control: string) => string | undefined
  names: TermsNames
}
const dense = 'min-h-9! py-1! text-sm!'

export function NameFields({ typed, errorOf }: Fields) {
  const t = useTranslations('admin.terms')
  return (
    <Group title={t('group.name')}>
      <TextInput
        name="nameEn"
        label={t('nameEn')}
        error={errorOf('nameEn')}
        defaultValue={typed.nameEn}
        className={dense}
      />
      <TextInput
        name="nameHi"
        label={t('nameHi')}
        error={errorOf('nameHi')}
        defaultValue={typed.nameHi}
        lang="hi"
        className={dense}
      />
    </Group>
  )
}

export function DateFields({ typed, errorOf }: Fields) {
  const t = useTranslations('admin.terms')
  return (
    <Group title={t('group.dates')} lead={t('dates_lead')}>
      {(['opensAt', 'closesAt', 'assessmentUntil'] as const).map((name) => (
        <IndiaTimeInput
          key={name}
          name={name}
          label={t(name)}
          hint={name === 'assessmentUntil' ? t('assessmentUntil_hint') : undefined}
          optional={name === 'assessmentUntil'}
          error={errorOf(name)}
          defaultValue={typed[name] ?? ''}
        />
      ))}
    </Group>
  )
}

export function JourneyFields({ typed, errorOf }: Fields) {
  const t = useTranslations('admin.terms')
  const steps = useTranslations('journey.steps')
  return (
    <Group title={t('group.journey')} lead={t('journey_lead')}>
      <div className="grid gap-3 sm:grid-cols-2">
        {stepPlaces.map((no) => (
          <Select
            key={no}
            name={`step-${no}`}
            label={t('step', { no })}
            error={errorOf(`step-${no}`)}
            defaultValue={typed[`step-${no}`] ?? ''}
            placeholder="–"
            options={stepKinds.map((kind) => ({ value: kind, label: steps(`${kind}.name`) }))}
            className={dense}
          />
        ))}
      </div>
    </Group>
  )
}

export function ProgrammeFields({ typed, errorOf, names }: Fields) {
  const t = useTranslations('admin.terms')
  const locale = useLocale()
  // A retired programme stands here only while the draft still offers it.
  const shown = names.programmes.filter(({ id, isRetired }) => !isRetired || typed[placeOf(id)])
  return (
    <Group title={t('group.programmes')} lead={t('programmes_lead')}>
      <div id="programmes" tabIndex={-1} className="flex flex-col gap-2">
        <FieldError name="programmes">{errorOf('programmes')}</FieldError>
        {shown.length === 0 && <p className="text-muted">{t('no_programmes')}</p>}
        {shown.map(({ id, code, name, isRetired }) => (
          <TextInput
            key={id}
            name={placeOf(id)}
            label={
              isRetired
                ? t('programme_retired', { code, name: name[locale] })
                : t('programme', { code, name: name[locale] })
            }
            error={errorOf(placeOf(id))}
            defaultValue={typed[placeOf(id)] ?? ''}
            inputMode="numeric"
            autoComplete="off"
            width="short"
            className={dense}
          />
        ))}
      </div>
    </Group>
  )
}

export function FeeFields({ typed, errorOf, names }: Fields) {
  const t = useTranslations('admin.terms')
  const category = useTranslations('form.options.category')
  const kept = stepCount(typed)
  const whom = [
    ...names.programmes.map(({ id, code }) => ({
      value: `programme:${id}`,
      label: t('rule_programme', { code }),
    })),
    ...categories.map((word) => ({
      value: `category:${word}`,
      label: t('rule_category', { category: category(word) }),
    })),
  ]
  return (
    <Group title={t('group.fee')} lead={t('fee_lead')}>
      <TextInput
        name="fee"
        label={t('fee')}
        hint={t('fee_hint')}
        error={errorOf('fee')}
        defaultValue={typed.fee ?? ''}
        inputMode="decimal"
        autoComplete="off"
        width="phone"
        className={dense}
      />
      {Array.from({ length: Math.min(mostFeeRules, kept + 2) }, (_, at) => at + 1).map((no) => (
        <div key={no} className="grid gap-3 sm:grid-cols-[1fr_12rem]">
          <Select
            name={`rule-${no}`}
            label={t('rule', { no })}
            error={errorOf(`rule-${no}`)}
            defaultValue={typed[`rule-${no}`] ?? ''}
            placeholder={t('rule_none')}
            options={whom}
            className={dense}
          />
          <TextInput
            name={`ruleFee-${no}`}
            label={t('rule_fee', { no })}
            error={errorOf(`ruleFee-${no}`)}
            defaultValue={typed[`ruleFee-${no}`] ?? ''}
            inputMode="decimal"
            autoComplete="off"
            className={dense}
          />
        </div>
      ))}
      <Select
        name="paymentConnectionId"
        label={t('paymentConnectionId')}
        error={errorOf('paymentConnectionId')}
        defaultValue={typed.paymentConnectionId ?? ''}
        placeholder="–"
        options={connectionsOf(names, 'payment', t)}
        className={dense}
      />
      {(['refundEn', 'refundHi'] as const).map((name) => (
        <Textarea
          key={name}
          name={name}
          label={t(name)}
          error={errorOf(name)}
          defaultValue={typed[name] ?? ''}
          rows={3}
          lang={name === 'refundHi' ? 'hi' : 'en'}
          className="text-sm!"
        />
      ))}
    </Group>
  )
}

export function AssessmentFields({ typed, errorOf, names, fetched }: Fields & { fetched: FetchedTests }) {
  const t = useTranslations('admin.terms')
  const own = useTranslations('connections.intake')
  return (
    <Group title={t('group.assessment')} lead={t('assessment_lead')}>
      <Select
        name="connectionId"
        label={own('connection')}
        error={errorOf('connectionId')}
        defaultValue={typed.connectionId ?? ''}
        placeholder="–"
        options={connectionsOf(names, 'assessment', t)}
        className={dense}
      />
      <TestPicker
        name="testId"
        label={own('test')}
        hint={own('test_hint')}
        error={errorOf('testId')}
        value={typed.testId ?? ''}
        emptyLabel={own('test_of_connection')}
        optional
        hasCatalogue={names.connections.some(({ hasCatalogue }) => hasCatalogue)}
        fetched={fetched}
      />
      <Radios
        name="countingAttempt"
        label={own('counting')}
        hint={own('counting_hint')}
        error={errorOf('countingAttempt')}
        defaultValue={typed.countingAttempt ?? 'latest'}
        options={countingRules.map((rule) => ({ value: rule, label: own(`rule.${rule}`) }))}
      />
      <TextInput
        name="attemptsAllowed"
        label={own('attempts')}
        hint={own('attempts_hint')}
        error={errorOf('attemptsAllowed')}
        defaultValue={typed.attemptsAllowed ?? ''}
        inputMode="numeric"
        autoComplete="off"
        width="short"
        className={dense}
      />
      <Select
        name="ruleSetId"
        label={t('ruleSetId')}
        hint={t('ruleSetId_hint')}
        error={errorOf('ruleSetId')}
        defaultValue={typed.ruleSetId ?? ''}
        placeholder={t('no_rules')}
        options={names.ruleSets.map(({ id, name, isPublished }) => ({
          value: id,
          label: isPublished ? name : t('rules_unpublished', { name }),
        }))}
        className={dense}
      />
    </Group>
  )
}

const stepCount = (typed: Record<string, string>) =>
  Object.keys(typed).filter((name) => /^rule-\d+$/.test(name) && typed[name] !== '').length

const connectionsOf = (
  { connections }: TermsNames,
  kind: 'assessment' | 'payment',
  t: ReturnType<typeof useTranslations<'admin.terms'>>,
) =>
  connections
    .filter((row) => row.kind === kind)
    .map(({ id, label, opens }) => ({
      value: id,
      label: opens ? label : t('connection_incomplete', { label }),
    }))

function Group({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-3 border-t border-line pt-4">
      <legend className="float-start w-full text-lg font-semibold">{title}</legend>
      {lead && <p className="measure text-sm text-muted">{lead}</p>}
      {children}
    </fieldset>
  )
}
