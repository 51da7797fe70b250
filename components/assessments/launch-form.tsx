import { useTranslations } from 'next-intl'
import { Checkbox } from '@/components/ui/checkbox'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import type { AssessmentPage } from '@/lib/features/assessments/queries/applicant'
import { LaunchButton } from './launch-button'

/** A plain form that opens the test in a new tab: the link is minted by the click and lives in no page of ours. */
export function LaunchForm({ page, look }: { page: AssessmentPage; look: 'primary' | 'secondary' }) {
  const t = useTranslations('assessments')
  const tRefusal = useTranslations('refusals')
  const { number, launch, launchRefusal, consent } = page
  if (launchRefusal)
    return (
      <Notice tone="info">
        <p>{tRefusal(launchRefusal.code, launchRefusal.params)}</p>
      </Notice>
    )
  return (
    <form
      className="flex flex-col gap-4"
      method="post"
      action={`/applications/${number}/assessment/launch`}
      target="_blank"
      rel="noopener"
    >
      {consent === 'needed' && <OwnNotice provider={page.provider} />}
      <div>
        <LaunchButton
          look={look}
          label={t(`button.${launch}`)}
          openingLabel={t('button.opening')}
          consentMissing={consent === 'needed' ? tRefusal('assessment_consent_missing') : undefined}
        />
        <p className="mt-2 text-sm text-muted">{t('button.note')}</p>
      </div>
    </form>
  )
}

/** Stands in place of the notice and instructions that the provider leaves out at our wish. */
function OwnNotice({ provider }: { provider: string }) {
  const t = useTranslations('assessments.notice')
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-lg">{t('title')}</h2>
      <ul className="flex list-disc flex-col gap-2 ps-6">
        <li>{t('who', { provider })}</li>
        <li>{t('what')}</li>
        <li>{t('why')}</li>
        <li>{t('how')}</li>
        <li>
          {t.rich('rights', {
            link: (words) => <TextLink href="/notices/privacy">{words}</TextLink>,
          })}
        </li>
      </ul>
      <Checkbox name="consent" label={t('agree', { provider })} required />
    </section>
  )
}
