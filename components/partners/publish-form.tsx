'use client'

import { useTranslations } from 'next-intl'
import { useStaffForm } from '@/components/staff/use-staff-form'
import { Choice } from '@/components/ui/choice'
import { ErrorSummary } from '@/components/ui/error-summary'
import { SubmitButton } from '@/components/ui/submit-button'
import { Textarea } from '@/components/ui/textarea'
import type { Reach } from '@/lib/domain/partners/terms'
import { publishTerms } from '@/lib/features/partners/actions'

/** Publishes what was counted above: `chosen` is what was said to reach those in flight. */
export function PublishForm({
  intake,
  revision,
  version,
  chosen,
}: {
  intake: { id: string }
  revision: number
  version: number
  chosen: readonly Reach[]
}) {
  const t = useTranslations('admin')
  const form = useStaffForm(publishTerms, 'admin.errors')
  return (
    <form action={form.submit} noValidate className="flex max-w-3xl flex-col gap-4">
      <ErrorSummary errors={form.lines} />
      <input type="hidden" name="intakeId" value={intake.id} />
      <input type="hidden" name="revision" value={revision} />
      <div key={JSON.stringify(form.typed)} className="flex flex-col gap-4">
        <Textarea
          name="note"
          label={t('publish.note')}
          hint={t('publish.note_hint')}
          error={form.errorOf('note')}
          defaultValue={form.typed?.note ?? ''}
          rows={2}
          className="text-sm!"
        />
        {chosen.map((reach) => (
          <Choice
            key={reach}
            type="checkbox"
            id={`reaches-${reach}`}
            name="reaches"
            value={reach}
            label={t(`publish.reach.${reach}`)}
            defaultChecked
          />
        ))}
      </div>
      <div>
        <SubmitButton size="dense">{t('publish.submit', { version })}</SubmitButton>
      </div>
    </form>
  )
}
