import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { ActionForm } from '@/components/staff/action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { recommendOnceMore } from '@/lib/features/assessments/actions'

/** Has one attempt's list made anew by the newest published rules. Only for who may manage rules. */
export function RecommendAgain({ number, attemptNo }: { number: string; attemptNo: number }) {
  const t = useTranslations('rules')
  return (
    <ClientMessages also={['refusals']}>
      <ActionForm
        action={recommendOnceMore}
        fields={{ number, attemptNo: String(attemptNo) }}
        done={t('again_done')}
      >
        <SubmitButton look="secondary" size="dense">
          {t('again')}
        </SubmitButton>
        <p className="measure text-sm text-muted">{t('again_note')}</p>
      </ActionForm>
    </ClientMessages>
  )
}
