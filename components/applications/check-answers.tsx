import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ClientMessages } from '@/components/layout/client-messages'
import { BackLink } from '@/components/ui/back-link'
import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { PageTitle } from '@/components/ui/page-title'
import { SummaryList } from '@/components/ui/summary-list'
import type { CheckView } from '@/lib/features/applications/queries/form'
import { type FormPage, declarationFields } from '@/lib/features/applications/schema'
import { instantIn } from '@/lib/platform/i18n/formats'
import { answerRows, registeredRows } from './answer-rows'
import { RefusalWords } from './refusal-words'
import { SubmitForm } from './submit-form'

/** Every answer read back, with Change links that return here; then the declaration and Submit, or why not yet. */
export function CheckAnswers({
  view,
  partnerName,
  children,
}: {
  view: CheckView
  partnerName: string
  children?: ReactNode
}) {
  const t = useTranslations('form')
  const own = useTranslations('applications.check')
  const locale = useLocale()
  const title = view.submittedAt ? own('submitted_title') : t('pages.check.title')
  const plain = t('page_title', { title, partner: partnerName })
  const heading = (
    <PageTitle caption={view.intakeName} lead={view.submittedAt ? undefined : t('pages.check.lead')}>
      {title}
    </PageTitle>
  )
  return (
    <div className="measure">
      <BackLink href={`/applications/${view.number}`}>{own('home')}</BackLink>
      {children}
      {view.obstacle ? (
        <>
          <title>{plain}</title>
          {heading}
          <Obstacle view={view} />
          <Answers view={view} />
        </>
      ) : (
        <ClientMessages also={['form', 'refusals', 'applications']}>
          <SubmitForm
            number={view.number}
            intakeName={view.intakeName}
            declaration={declarationFields}
            titles={{ plain, error: t('error_title', { title: plain }) }}
            heading={heading}
            closesAt={instantIn(locale, view.closesAt)}
          >
            <Answers view={view} />
          </SubmitForm>
        </ClientMessages>
      )}
    </div>
  )
}

function Obstacle({ view }: { view: CheckView }) {
  const t = useTranslations('applications.check')
  const form = useTranslations('form')
  const locale = useLocale()
  if (view.submittedAt)
    return <p className="mb-6">{t('submitted_at', { time: instantIn(locale, view.submittedAt) })}</p>
  const first = view.pages.find(({ isComplete, mayChange }) => !isComplete && mayChange)
  return (
    <div className="mb-6 flex flex-col items-start gap-4">
      <Notice tone="warn" title={t('cannot_submit')}>
        {view.obstacle && <RefusalWords refusal={view.obstacle} />}
      </Notice>
      {first && (
        <ButtonLink href={`/applications/${view.number}/form/${first.page}`}>
          {t('finish', { page: form(`pages.${first.page}.title`) })}
        </ButtonLink>
      )}
    </div>
  )
}

function Answers({ view }: { view: CheckView }) {
  const t = useTranslations('form')
  const own = useTranslations('applications.check')
  const registered = registeredRows(view.registered, t, useLocale())
  const changeAt = (page: FormPage) => `/applications/${view.number}/form/${page}?return=check`
  return (
    <div className="flex flex-col gap-8">
      {view.pages.map(({ page, answers, isComplete, mayChange }) => (
        <section key={page} className="flex flex-col gap-3">
          <div className="flex flex-wrap items-center gap-3">
            <h2 className="text-xl">{t(`pages.${page}.title`)}</h2>
            {!isComplete && !view.submittedAt && <Badge tone="warn">{own('incomplete')}</Badge>}
          </div>
          <SummaryList
            rows={[
              ...(registered[page] ?? []),
              ...answerRows(page, answers, view.programmes, t, mayChange ? changeAt(page) : undefined),
            ]}
          />
        </section>
      ))}
    </div>
  )
}
