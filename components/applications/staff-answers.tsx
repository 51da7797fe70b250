import { useTranslations } from 'next-intl'
import { FactList } from '@/components/staff/fact-list'
import { Panel } from '@/components/staff/panel'
import { Badge } from '@/components/ui/badge'
import { Disclosure } from '@/components/ui/disclosure'
import { Instant } from '@/components/ui/instant'
import type { AnsweredPage } from '@/lib/features/applications/queries/staff-record-parts'

/** What the applicant has answered, page by page; nothing can be changed here. */
export function StaffAnswers({
  pages,
  changed,
}: {
  pages: AnsweredPage[]
  /** Fields that came back from a question with another answer. */
  changed: readonly string[]
}) {
  const t = useTranslations('staff')
  const f = useTranslations('form')
  return (
    <Panel title={t('answers.title')}>
      {pages.map(({ page, isComplete, savedAt, answers }) => (
        <Disclosure
          key={page}
          summary={
            <span>
              {f(`pages.${page}.title`)}{' '}
              <Badge tone={isComplete ? 'good' : 'neutral'}>
                {t(isComplete ? 'answers.complete' : savedAt ? 'answers.begun' : 'answers.empty')}
              </Badge>
              {answers.some(({ field }) => changed.includes(field)) && (
                <Badge tone="warn">{t('answers.changed')}</Badge>
              )}
            </span>
          }
        >
          <Answers answers={answers} changed={changed} />
          {savedAt && (
            <p className="mt-2 text-sm text-muted">
              {t('answers.saved')} <Instant at={savedAt} />
            </p>
          )}
        </Disclosure>
      ))}
    </Panel>
  )
}

function Answers({
  answers,
  changed,
}: {
  answers: { field: string; value: string }[]
  changed: readonly string[]
}) {
  const t = useTranslations('staff.answers')
  const f = useTranslations('form')
  const wordOf = (field: string, value: string) => {
    const list = optionsOf[field]
    return list && value !== '' && f.has(`options.${list}.${value}`) ? f(`options.${list}.${value}`) : value
  }
  return (
    <FactList
      facts={answers.map(({ field, value }) => ({
        key: field,
        label: f.has(`fields.${field}.label`) ? f(`fields.${field}.label`) : field,
        value: changed.includes(field) ? (
          <>
            {wordOf(field, value)} <Badge tone="warn">{t('changed')}</Badge>
          </>
        ) : (
          wordOf(field, value)
        ),
      }))}
    />
  )
}

/** Fields that hold a choice, with the list of its words. */
const optionsOf: Record<string, string | undefined> = {
  gender: 'gender',
  category: 'category',
  state: 'state',
  class10Board: 'board',
  class10Marking: 'marking',
  class12Status: 'class12_status',
  class12Board: 'board',
  class12Stream: 'stream',
}
