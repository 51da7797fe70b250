import { useTranslations } from 'next-intl'
import { Question } from '@/components/applications/question'
import { ClientMessages } from '@/components/layout/client-messages'
import { BackLink } from '@/components/ui/back-link'
import { Button, ButtonLink } from '@/components/ui/button'
import { ErrorSummary, type SummaryLine } from '@/components/ui/error-summary'
import { Field, describes } from '@/components/ui/field'
import { Instant } from '@/components/ui/instant'
import { Inset, Notice } from '@/components/ui/notice'
import { PageTitle } from '@/components/ui/page-title'
import type { OwnQuery } from '@/lib/features/reviews/queries/own-query'
import { OwnDocumentLine } from './own-documents'

/** What was said about the last post, out of the address. */
export type AnswerNews = {
  /** It was to be sent, and could not: what lacks is told. */
  isChecked: boolean
  isKept: boolean
  isSent: boolean
  /** Why nothing was taken at all. */
  refused: string | null
  /** Files that were not taken, by item. */
  files: Record<string, string>
}

/**
 * The question of the admissions office with exactly the fields and documents it is about. A plain form that is posted and
 * drawn anew: everything typed and every good file is kept by each press, with and without script.
 */
export function OwnQueryScreen({ query, news }: { query: OwnQuery; news: AnswerNews }) {
  const t = useTranslations('review.own')
  return (
    <ClientMessages>
      <div className="measure">
        <BackLink href={`/applications/${query.number}`} />
        {query.open ? (
          <Open number={query.number} open={query.open} news={news} />
        ) : (
          <>
            <PageTitle caption={query.number}>{t(news.isSent ? 'sent_title' : 'nothing_title')}</PageTitle>
            <p className="mb-6">{t(news.isSent ? 'sent_body' : 'nothing_body')}</p>
            <ButtonLink href={`/applications/${query.number}`}>{t('home')}</ButtonLink>
          </>
        )}
      </div>
    </ClientMessages>
  )
}

type Open = NonNullable<OwnQuery['open']>

function Open({ number, open, news }: { number: string; open: Open; news: AnswerNews }) {
  const t = useTranslations('review.own')
  const { errors, lines } = useErrors(open, news)
  return (
    <>
      <ErrorSummary errors={lines} />
      <PageTitle caption={number}>{t('title')}</PageTitle>
      <div className="mb-6 flex flex-col gap-4">
        {news.isKept && lines.length === 0 && (
          <Notice tone="good" live="status">
            <p>{t('kept')}</p>
          </Notice>
        )}
        <Inset>
          <p className="whitespace-pre-line text-ink">{open.question}</p>
        </Inset>
        <p>
          {t(open.isLate ? 'late' : 'due')} <Instant at={open.dueAt} />
        </p>
        <p className="text-muted">{t('only_these')}</p>
      </div>
      <form
        method="post"
        action={`/applications/${number}/query/answer`}
        encType="multipart/form-data"
        noValidate
        className="flex flex-col gap-6"
      >
        {open.fields.map(({ field, value }) => (
          <Question key={field} field={field} value={value} error={errors[field]} programmes={[]} />
        ))}
        {open.documents.map((document) => (
          <DocumentField
            key={document.itemId}
            number={number}
            document={document}
            error={errors[`document-${document.itemId}`]}
          />
        ))}
        <div className="flex flex-wrap gap-3">
          <Button name="do" value="send" className="max-sm:w-full">
            {t('send')}
          </Button>
          <Button name="do" value="keep" look="secondary" className="max-sm:w-full">
            {t(open.documents.length > 0 ? 'keep_and_upload' : 'keep')}
          </Button>
        </div>
      </form>
    </>
  )
}

function DocumentField({
  number,
  document: { itemId, name, given },
  error,
}: {
  number: string
  document: Open['documents'][number]
  error: string | undefined
}) {
  const t = useTranslations('review.own')
  const control = `document-${itemId}`
  const hint = t(given ? 'file_again' : 'file_hint')
  return (
    <Field name={control} label={name} hint={hint} error={error}>
      {given && <OwnDocumentLine number={number} document={given} />}
      <input
        id={control}
        name={control}
        type="file"
        accept="application/pdf,image/jpeg,image/png"
        className="min-h-11 w-full py-2 text-base"
        {...describes({ name: control, hint, error })}
      />
    </Field>
  )
}

/** Whole sentences for what was wrong, at their fields and in the summary. */
function useErrors(open: Open, news: AnswerNews): { errors: Record<string, string>; lines: SummaryLine[] } {
  const form = useTranslations('form.errors')
  const own = useTranslations('review.own')
  const say = useTranslations('refusals')
  const errors: Record<string, string> = {}
  if (news.isChecked) {
    for (const [field, key] of Object.entries(open.errors)) errors[field] = form(key)
    for (const { itemId, given, name } of open.documents)
      if (!given) errors[`document-${itemId}`] = own('document_missing', { name })
  }
  for (const [itemId, code] of Object.entries(news.files))
    if (open.documents.some((document) => document.itemId === itemId) && say.has(code))
      errors[`document-${itemId}`] = say(code)
  const lines: SummaryLine[] = Object.entries(errors).map(([field, message]) => ({ field, message }))
  if (news.refused && say.has(news.refused)) lines.unshift({ message: say(news.refused) })
  return { errors, lines }
}
