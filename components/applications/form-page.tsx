import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ClientMessages } from '@/components/layout/client-messages'
import { BackLink } from '@/components/ui/back-link'
import { Notice } from '@/components/ui/notice'
import { PageTitle } from '@/components/ui/page-title'
import { SummaryList } from '@/components/ui/summary-list'
import type { FormPageView } from '@/lib/features/applications/queries/form'
import { type FormPage, fieldsOf, formPages } from '@/lib/features/applications/schema'
import { instantIn } from '@/lib/platform/i18n/formats'
import { answerRows, registeredRows } from './answer-rows'
import { OverwrittenNotice } from './overwritten-notice'
import { PageForm } from './page-form'

/** One page of the form: what is known already, the questions, or the answers alone where they cannot be changed. */
export function FormPageScreen({
  view,
  partnerName,
  returnsToCheck,
  overwritten,
}: {
  view: FormPageView
  partnerName: string
  returnsToCheck: boolean
  /** The page before, where this tab's answers replaced another's. */
  overwritten: FormPage | null
}) {
  const t = useTranslations('form')
  const title = t(`pages.${view.page}.title`)
  const plain = t('page_title', { title, partner: partnerName })
  const titles = { plain, error: t('error_title', { title: plain }) }
  return (
    <div className="measure">
      <BackLink href={wayBack(view, returnsToCheck)} />
      {view.readOnly ? (
        <ReadOnly view={view} title={title} documentTitle={plain} />
      ) : (
        <ClientMessages also={['form', 'refusals']}>
          <OpenForm view={view} titles={titles} returnsToCheck={returnsToCheck}>
            {overwritten && <OverwrittenNotice number={view.number} page={overwritten} />}
          </OpenForm>
        </ClientMessages>
      )}
    </div>
  )
}

function OpenForm({
  view,
  titles,
  returnsToCheck,
  children,
}: {
  view: FormPageView
  titles: { plain: string; error: string }
  returnsToCheck: boolean
  children: ReactNode
}) {
  const t = useTranslations('form')
  const locale = useLocale()
  const heading = (
    <div className="mb-6 flex flex-col gap-4">
      {children}
      <div className="-mb-4">
        <PageTitle
          caption={view.isSubmitted ? view.number : <PageCount page={view.page} />}
          lead={t(`pages.${view.page}.lead`)}
        >
          {t(`pages.${view.page}.title`)}
        </PageTitle>
      </div>
      {view.isSubmitted && (
        <Notice tone="info">
          <p>{t('changeable')}</p>
        </Notice>
      )}
      {view.isUnparked && (
        <Notice tone="good" title={t('kept_title')} live="status">
          <p>{t('kept_body')}</p>
        </Notice>
      )}
      {view.isPrefilled && (
        <Notice tone="info">
          <p>{t('prefilled')}</p>
        </Notice>
      )}
      <Registered view={view} />
    </div>
  )
  return (
    <PageForm
      number={view.number}
      page={view.page}
      fields={fieldsOf(view.page)}
      shown={view.shown}
      base={view.base}
      programmes={view.programmes}
      returnsToCheck={returnsToCheck}
      isSubmitted={view.isSubmitted}
      titles={titles}
      savedAt={view.savedAt && instantIn(locale, view.savedAt)}
      heading={heading}
    />
  )
}

/** What registration has asked stands on the page that it belongs to, and is not asked again. */
function Registered({ view }: { view: FormPageView }) {
  const t = useTranslations('form')
  const rows = registeredRows(view.registered, t, useLocale())[view.page] ?? []
  if (rows.length === 0) return null
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-base">{t('from_registration')}</h2>
      <SummaryList rows={rows} />
    </section>
  )
}

function ReadOnly({
  view,
  title,
  documentTitle,
}: {
  view: FormPageView
  title: string
  documentTitle: string
}) {
  const t = useTranslations('form')
  const refusals = useTranslations('refusals')
  const known = registeredRows(view.registered, t, useLocale())[view.page] ?? []
  const rows = [...known, ...answerRows(view.page, view.shown, view.programmes, t)]
  return (
    <>
      <title>{documentTitle}</title>
      <PageTitle caption={<PageCount page={view.page} />}>{title}</PageTitle>
      <div className="flex flex-col gap-6">
        {view.readOnly && (
          <Notice tone="info" title={t('read_only')}>
            <p>{refusals(view.readOnly.code, view.readOnly.params)}</p>
          </Notice>
        )}
        <SummaryList rows={rows} />
      </div>
    </>
  )
}

function PageCount({ page }: { page: FormPage }) {
  const t = useTranslations('form')
  return t('page_of', { page: formPages.indexOf(page) + 1, total: formPages.length })
}

/** The page before this one; from the check page, and from the first page, back to where one came from. */
function wayBack({ number, page, isSubmitted }: FormPageView, returnsToCheck: boolean): string {
  const home = `/applications/${number}`
  if (returnsToCheck) return `${home}/form/check`
  const before = formPages[formPages.indexOf(page) - 1]
  return before && !isSubmitted ? `${home}/form/${before}` : home
}
