'use client'

import { useTranslations } from 'next-intl'
import type { DecisionKind } from '@/lib/domain/decisions/decision'
import type { LetterText } from '@/lib/domain/decisions/letter'
import { saveTemplate } from '@/lib/features/decisions/actions'
import { DecisionForm, FormText, FormTextarea } from './decision-form'

/** The words of one kind's letter in both languages, side by side where there is room. */
export function LetterEditor({
  kind,
  words,
}: {
  kind: DecisionKind
  words: { en: LetterText; hi: LetterText } | null
}) {
  const t = useTranslations('letters.editor')
  return (
    <DecisionForm
      action={saveTemplate}
      fields={{ kind }}
      submitLabel={t('save')}
      saved={t('saved')}
      className="flex flex-col gap-4"
    >
      <div className="grid gap-6 lg:grid-cols-2">
        {(['en', 'hi'] as const).map((locale) => (
          <div key={locale} lang={locale} className="flex flex-col gap-4">
            <FormText
              name={`subject_${locale}`}
              label={t(`subject_${locale}`)}
              defaultValue={words?.[locale].subject}
            />
            <FormTextarea
              name={`body_${locale}`}
              label={t(`body_${locale}`)}
              rows={14}
              defaultValue={words?.[locale].body}
            />
            <FormText
              name={`signatory_${locale}`}
              label={t(`signatory_${locale}`)}
              defaultValue={words?.[locale].signatory}
            />
            <FormText
              name={`designation_${locale}`}
              label={t(`designation_${locale}`)}
              defaultValue={words?.[locale].designation}
            />
          </div>
        ))}
      </div>
    </DecisionForm>
  )
}
