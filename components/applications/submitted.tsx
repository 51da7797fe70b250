import { useTranslations } from 'next-intl'
import { ButtonLink } from '@/components/ui/button'
import { CopyableId } from '@/components/ui/copyable-id'
import { Instant } from '@/components/ui/instant'
import { Notice } from '@/components/ui/notice'
import { PageTitle } from '@/components/ui/page-title'
import type { ApplicationHomeView } from '@/lib/features/applications/queries/home'
import { RefusalWords } from './refusal-words'
import { stepHref } from './steps'

/** The form is in: its number, when, and what happens next. */
export function Submitted({ home, email }: { home: ApplicationHomeView; email: string }) {
  const t = useTranslations('applications.submitted')
  const journey = useTranslations('journey')
  const next = home.steps.find(({ kind }) => kind === home.next)
  const href = next && stepHref(home, next)
  const waiting = home.steps.find(({ state }) => state === 'waiting')
  return (
    <div className="measure flex flex-col gap-8">
      <Notice tone="good" live="status">
        <PageTitle caption={home.intakeName}>{t('title')}</PageTitle>
        <p>{t('number')}</p>
        <p className="text-xl">
          <CopyableId value={home.number} label={t('number')} />
        </p>
        {home.submittedAt && (
          <p>
            <Instant at={home.submittedAt} />
          </p>
        )}
      </Notice>
      <p>{t('keep', { email })}</p>
      <section className="flex flex-col items-start gap-3">
        <h2 className="text-xl">{t('next_title')}</h2>
        {next ? <p>{journey(`next.${next.kind}`)}</p> : <p>{journey('next.nothing')}</p>}
        {!next && waiting?.reason && <RefusalWords refusal={waiting.reason} />}
        {next && href && <ButtonLink href={href}>{journey(`actions.${next.kind}`)}</ButtonLink>}
        <ButtonLink look={href ? 'quiet' : 'primary'} href={`/applications/${home.number}`}>
          {t('go_on')}
        </ButtonLink>
      </section>
    </div>
  )
}
