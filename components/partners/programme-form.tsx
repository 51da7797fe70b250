'use client'

import { useTranslations } from 'next-intl'
import { DocumentTitle } from '@/components/applicants/document-title'
import { useStaffForm } from '@/components/staff/use-staff-form'
import { ErrorSummary } from '@/components/ui/error-summary'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextInput } from '@/components/ui/text-input'
import { Textarea } from '@/components/ui/textarea'
import { addProgramme, saveProgramme } from '@/lib/features/partners/actions'

export type ProgrammeWords = {
  id: string
  code: string
  name: { en: string; hi: string }
  summary: { en: string; hi: string }
}

/** The code and the words of a programme; of a new one where none is given. */
export function ProgrammeForm({
  programme,
  partnerName,
}: {
  programme: ProgrammeWords | null
  partnerName: string
}) {
  const t = useTranslations('admin.programme')
  const form = useStaffForm(programme ? saveProgramme : addProgramme, 'admin.errors')
  const kept: Record<string, string> = programme
    ? {
        'set-code': programme.code,
        nameEn: programme.name.en,
        nameHi: programme.name.hi,
        summaryEn: programme.summary.en,
        summaryHi: programme.summary.hi,
      }
    : {}
  const shown = form.typed ?? kept
  const control = (name: string) => ({
    name,
    label: t(name === 'set-code' ? 'code' : name),
    error: form.errorOf(name),
    defaultValue: shown[name] ?? '',
    lang: name.endsWith('Hi') ? 'hi' : 'en',
  })
  const dense = 'min-h-9! py-1! text-sm!'
  return (
    <form action={form.submit} noValidate className="flex max-w-3xl flex-col gap-4">
      <DocumentTitle
        title={programme ? t('page_title', { code: programme.code }) : t('new_title')}
        partnerName={partnerName}
        hasError={form.lines.length > 0}
      />
      <ErrorSummary errors={form.lines} />
      {form.result?.ok && !form.isPending && (
        <Notice tone="good" live="status">
          <p>{t('saved')}</p>
        </Notice>
      )}
      {programme && <input type="hidden" name="programmeId" value={programme.id} />}
      <div key={JSON.stringify(shown)} className="flex flex-col gap-4">
        <TextInput {...control('set-code')} autoComplete="off" width="phone" className={dense} />
        <TextInput {...control('nameEn')} className={dense} />
        <TextInput {...control('nameHi')} className={dense} />
        <Textarea {...control('summaryEn')} rows={2} className="text-sm!" />
        <Textarea {...control('summaryHi')} rows={2} className="text-sm!" />
      </div>
      <div>
        <SubmitButton size="dense">{t(programme ? 'save' : 'add')}</SubmitButton>
      </div>
    </form>
  )
}
