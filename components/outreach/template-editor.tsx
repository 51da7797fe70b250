'use client'

import { useTranslations } from 'next-intl'
import { useStaffForm } from '@/components/staff/use-staff-form'
import { Button } from '@/components/ui/button'
import { ErrorSummary } from '@/components/ui/error-summary'
import { Notice } from '@/components/ui/notice'
import { Textarea } from '@/components/ui/textarea'
import { TextInput } from '@/components/ui/text-input'
import { editTemplate } from '@/lib/features/outreach/actions'
import type { TemplateEdited } from '@/lib/features/outreach/commands/templates'
import { LetterSheet } from './letter-sheet'

type Words = { en: string; hi: string }

/** Writes a template in both languages; every button sends all of it. Needs no JavaScript. */
export function TemplateEditor({ id, text }: { id: string; text: { subject: Words; body: Words } }) {
  const t = useTranslations('outreach.template')
  const { submit, isPending, answer, errorOf, lines, typed } = useStaffForm(editTemplate, 'outreach.errors')
  const shown = {
    subjectEn: typed?.subjectEn ?? text.subject.en,
    subjectHi: typed?.subjectHi ?? text.subject.hi,
    bodyEn: typed?.bodyEn ?? text.body.en,
    bodyHi: typed?.bodyHi ?? text.body.hi,
    sample: typed?.sample ?? answer?.sample ?? '',
  }
  return (
    <div className="flex min-w-0 flex-col gap-5">
      <ErrorSummary errors={lines} />
      {answer && <Told answer={answer} />}
      <form action={submit} noValidate className="flex flex-col gap-5">
        {/* Enter in a field presses the form's first button: it must be the harmless one. */}
        <button type="submit" name="doing" value="save" tabIndex={-1} aria-hidden className="sr-only">
          {t('save')}
        </button>
        <input type="hidden" name="templateId" value={id} />
        <div
          key={JSON.stringify(shown)}
          inert={isPending}
          aria-busy={isPending}
          className="flex flex-col gap-6"
        >
          {(['en', 'hi'] as const).map((locale) => {
            const [subject, body] =
              locale === 'en' ? (['subjectEn', 'bodyEn'] as const) : (['subjectHi', 'bodyHi'] as const)
            return (
              <fieldset key={locale} className="flex flex-col gap-4">
                <legend className="mb-2 text-lg font-semibold">{t(`in_${locale}`)}</legend>
                <TextInput
                  name={subject}
                  label={t('subject')}
                  error={errorOf(subject)}
                  defaultValue={shown[subject]}
                  lang={locale}
                  maxLength={200}
                />
                <Textarea
                  name={body}
                  label={t('body')}
                  error={errorOf(body)}
                  defaultValue={shown[body]}
                  lang={locale}
                  rows={10}
                />
              </fieldset>
            )
          })}
          <TextInput
            name="sample"
            label={t('sample')}
            hint={t('sample_hint')}
            error={errorOf('sample')}
            defaultValue={shown.sample}
            width="half"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={40}
          />
        </div>
        <div className="flex flex-wrap gap-2">
          <Button size="dense" name="doing" value="preview">
            {t('preview')}
          </Button>
          <Button size="dense" look="secondary" name="doing" value="save">
            {t('save')}
          </Button>
          <Button size="dense" look="secondary" name="doing" value="publish">
            {t('publish')}
          </Button>
        </div>
        <p className="measure text-sm text-muted">{t('publish_note')}</p>
      </form>
      {answer?.preview && (
        <section aria-label={t('preview_title')} className="flex flex-col gap-4">
          <h2 className="text-lg">{t('preview_title')}</h2>
          {answer.preview.map((letter) => (
            <LetterSheet key={letter.locale} letter={letter} />
          ))}
        </section>
      )}
    </div>
  )
}

/** What the last press did. */
function Told({ answer: { did, version } }: { answer: TemplateEdited }) {
  const t = useTranslations('outreach.template')
  return (
    <Notice tone="good" live="status">
      <p>{t(did === 'published' ? 'was_published' : 'saved', { version })}</p>
    </Notice>
  )
}
