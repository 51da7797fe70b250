'use client'

import { ArrowUp, Plus, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { FieldError } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { TextInput } from '@/components/ui/text-input'
import { Textarea } from '@/components/ui/textarea'
import { ruleLimits, sentenceBlanks } from '@/lib/domain/assessments/rules'
import { scoreLevels, scoreScales } from '@/lib/domain/assessments/scores'
import {
  conditionField,
  ruleField,
  type TypedCondition,
  type TypedRule,
} from '@/lib/domain/assessments/typed-rules'
import { PressButton } from './press-button'

type Errors = Record<string, string>
const dense = 'min-h-9! py-1! text-sm!'
const blanks = sentenceBlanks.map((blank) => `{${blank}}`).join(' ')

/** One rule: its programme and weight, its conditions, and the reason in both languages. */
export function RuleFields({
  at,
  rule,
  programmes,
  errors,
}: {
  at: number
  rule: TypedRule
  programmes: { code: string; name: string }[]
  errors: Errors
}) {
  const t = useTranslations('rules')
  const no = at + 1
  const own = (field: Parameters<typeof ruleField>[1]) => ({
    name: ruleField(at, field),
    error: errors[ruleField(at, field)],
  })
  return (
    <fieldset className="flex min-w-0 flex-col gap-4 rounded border border-line bg-surface-raised p-4 text-sm">
      <legend className="px-1 font-semibold">{t('rule', { no })}</legend>
      <div className="grid gap-4 sm:grid-cols-[2fr_1fr]">
        <Select
          {...own('programme')}
          label={t('programme')}
          defaultValue={rule.programme}
          placeholder={t('choose')}
          options={programmes.map(({ code, name }) => ({ value: code, label: `${name} (${code})` }))}
          className={dense}
        />
        <TextInput
          {...own('weight')}
          label={t('weight')}
          hint={t('weight_hint')}
          defaultValue={rule.weight}
          inputMode="numeric"
          width="short"
          className={dense}
        />
      </div>
      <fieldset id={ruleField(at, 'conditions')} tabIndex={-1} className="flex min-w-0 flex-col gap-3">
        <legend className="mb-1 font-semibold">{t('conditions')}</legend>
        <FieldError name={ruleField(at, 'conditions')}>{errors[ruleField(at, 'conditions')]}</FieldError>
        {rule.conditions.map((condition, place) => (
          <ConditionFields key={place} rule={at} at={place} condition={condition} errors={errors} />
        ))}
        <p>
          <PressButton doing={`add_condition:${at}`}>
            <Plus aria-hidden className="size-3.5" />
            {t('add_condition', { no })}
          </PressButton>
        </p>
      </fieldset>
      <div className="grid gap-4 lg:grid-cols-2">
        {(['en', 'hi'] as const).map((language) => (
          <Textarea
            key={language}
            {...own(language)}
            label={t(language)}
            hint={t('sentence_hint', { blanks })}
            defaultValue={rule[language]}
            lang={language}
            rows={3}
            maxLength={ruleLimits.sentence}
            className="text-sm!"
          />
        ))}
      </div>
      <div className="flex flex-wrap gap-2">
        {at > 0 && (
          <PressButton doing={`raise_rule:${at}`}>
            <ArrowUp aria-hidden className="size-3.5" />
            {t('raise_rule', { no })}
          </PressButton>
        )}
        <PressButton doing={`remove_rule:${at}`} look="danger">
          <Trash2 aria-hidden className="size-3.5" />
          {t('remove_rule', { no })}
        </PressButton>
      </div>
    </fieldset>
  )
}

/**
 * One condition. Which fields it shows follows what is chosen in it by style alone, so it needs no JavaScript; a hidden
 * field is not read.
 */
function ConditionFields({
  rule,
  at,
  condition,
  errors,
}: {
  rule: number
  at: number
  condition: TypedCondition
  errors: Errors
}) {
  const t = useTranslations('rules')
  const tScore = useTranslations('scores')
  const own = (field: keyof TypedCondition) => ({
    name: conditionField(rule, at, field),
    error: errors[conditionField(rule, at, field)],
    label: t(labels[field]),
    defaultValue: condition[field],
    className: dense,
  })
  const bound = { inputMode: 'decimal', width: 'short', autoComplete: 'off' } as const
  return (
    <fieldset className="group/condition flex min-w-0 flex-col gap-2 border-s-4 border-line ps-3">
      <legend className="text-sm text-muted">{t('condition_of', { rule: rule + 1, no: at + 1 })}</legend>
      <div className="flex flex-wrap items-end gap-x-3 gap-y-2">
        <Select
          {...own('kind')}
          className={`${narrow} sm:max-w-44 has-[option[value=band]:checked]:max-w-none!`}
          options={(['mark', 'band'] as const).map((value) => ({ value, label: t(`kinds.${value}`) }))}
        />
        <div className="contents group-has-[option[value=band]:checked]/condition:hidden">
          <Select
            {...own('level')}
            className={narrow}
            options={scoreLevels.map((value) => ({ value, label: t(`levels.${value}`) }))}
          />
          <When shown="block group-has-[option[value=overall]:checked]/condition:hidden">
            <TextInput {...own('name')} list="known-names" maxLength={ruleLimits.name} autoComplete="off" />
          </When>
          <When shown="hidden group-has-[option[value=group]:checked]/condition:block">
            <TextInput
              {...own('reportType')}
              list="known-reports"
              maxLength={ruleLimits.name}
              autoComplete="off"
            />
          </When>
          <Select
            {...own('scale')}
            className={narrow}
            options={scoreScales.map((value) => ({ value, label: tScore(`scale.${value}`) }))}
          />
          <When shown="hidden group-has-[option[value=points]:checked]/condition:block">
            <TextInput {...own('outOf')} {...bound} />
          </When>
          <TextInput {...own('atLeast')} {...bound} />
          <TextInput {...own('atMost')} {...bound} />
        </div>
        <When shown="hidden grow group-has-[option[value=band]:checked]/condition:block">
          <TextInput {...own('words')} hint={t('words_hint')} autoComplete="off" />
        </When>
        <PressButton doing={`remove_condition:${rule}:${at}`}>
          <Trash2 aria-hidden className="size-3.5" />
          {t('remove_condition', { no: at + 1 })}
        </PressButton>
      </div>
    </fieldset>
  )
}

const narrow = `${dense} sm:min-w-28!`
const When = ({ shown, children }: { shown: string; children: ReactNode }) => (
  <div className={shown}>{children}</div>
)

const labels = {
  kind: 'kind',
  level: 'level',
  name: 'name',
  reportType: 'report_type',
  scale: 'scale',
  outOf: 'out_of',
  atLeast: 'at_least',
  atMost: 'at_most',
  words: 'words',
} as const satisfies Record<keyof TypedCondition, string>
