import { useTranslations } from 'next-intl'
import { ButtonLink } from '@/components/ui/button'
import { CopyableId } from '@/components/ui/copyable-id'
import { Instant } from '@/components/ui/instant'
import { Notice } from '@/components/ui/notice'
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
        <p>{home.intakeName}</p>
        <h1 className="text-2xl sm:text-3xl">{t('title')}</h1>
        <dl className="mt-2 grid gap-x-6 gap-y-1 sm:grid-cols-[auto_1fr]">
          <dt>{t('number')}</dt>
          <dd className="font-semibold">
            <CopyableId value={home.number} label={t('number')} />
          </dd>
          {home.submittedAt && (
            <>
              <dt>{t('at')}</dt>
              <dd className="font-semibold">
                <Instant at={home.submittedAt} />
              </dd>
            </>
          )}
        </dl>
      </Notice>
      <p>{t('keep', { email })}</p>
      <section className="flex flex-col items-start gap-3">
        <h2 className="text-xl">{t('next_title')}</h2>
        {next && <p>{journey(`next.${next.kind}`)}</p>}
        {!next &&
          (waiting?.reason ? <RefusalWords refusal={waiting.reason} /> : <p>{journey('next.nothing')}</p>)}
        {next && href && <ButtonLink href={href}>{journey(`actions.${next.kind}`)}</ButtonLink>}
        <ButtonLink look={href ? 'secondary' : 'primary'} href={`/applications/${home.number}`}>
          {t('go_on')}
        </ButtonLink>
      </section>
    </div>
  )
}
