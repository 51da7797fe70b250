'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useStaffForm } from '@/components/staff/use-staff-form'
import { Button } from '@/components/ui/button'
import { ErrorSummary } from '@/components/ui/error-summary'
import { Notice } from '@/components/ui/notice'
import { Select } from '@/components/ui/select'
import { sendLetter } from '@/lib/features/outreach/actions'
import { LetterSheet } from './letter-sheet'

/** One letter to one applicant: chosen, shown as it will be, then sent. `once` makes a second press the same letter. */
export function WriteLetter({
  number,
  once,
  templates,
}: {
  number: string
  once: string
  templates: { value: string; label: string }[]
}) {
  const t = useTranslations('outreach.letter')
  const { submit, isPending, answer, errorOf, lines, typed } = useStaffForm(sendLetter, 'outreach.errors')
  const [chosen, choose] = useState('')
  const templateId = chosen || typed?.templateId || answer?.templateId || ''
  if (templates.length === 0) return <p className="text-sm text-muted">{t('none')}</p>
  return (
    <form action={submit} noValidate className="flex flex-col gap-4" aria-busy={isPending}>
      <ErrorSummary errors={lines} />
      {answer?.did === 'sent' && (
        <Notice tone="good" live="status">
          <p>{t('sent')}</p>
        </Notice>
      )}
      <input type="hidden" name="number" value={number} />
      <input type="hidden" name="once" value={once} />
      <Select
        key={templateId}
        name="templateId"
        label={t('template')}
        error={errorOf('templateId')}
        defaultValue={templateId}
        onChange={(event) => choose(event.target.value)}
        placeholder={t('choose')}
        options={templates}
      />
      <div className="flex flex-wrap gap-2">
        <Button size="dense" look="secondary" name="doing" value="preview">
          {t('show')}
        </Button>
        {answer?.did === 'previewed' && answer.templateId === templateId && (
          <Button size="dense" name="doing" value="send">
            {t('send')}
          </Button>
        )}
      </div>
      {answer && <LetterSheet letter={answer.letter} />}
    </form>
  )
}
