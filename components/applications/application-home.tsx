import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { BackLink } from '@/components/ui/back-link'
import { ButtonLink } from '@/components/ui/button'
import { CopyableId } from '@/components/ui/copyable-id'
import { Instant } from '@/components/ui/instant'
import { Notice } from '@/components/ui/notice'
import { PageTitle } from '@/components/ui/page-title'
import { TaskList } from '@/components/ui/task-list'
import { TextLink } from '@/components/ui/text-link'
import type { PlannedStep } from '@/lib/domain/journeys/journey'
import type { ApplicationHomeView } from '@/lib/features/applications/queries/home'
import { formPages } from '@/lib/features/applications/schema'
import { RefusalWords } from './refusal-words'
import { stepHref, stepTones } from './steps'

/** The home of one application: the one thing to do next, then every step with its state, its reason and who acts. */
export function ApplicationHome({
  home,
  hasSavedPreferences,
  notice,
}: {
  home: ApplicationHomeView
  hasSavedPreferences: boolean
  /** What the admissions office asks just now. */
  notice?: ReactNode
}) {
  const t = useTranslations('applications.home')
  return (
    <>
      <BackLink href="/applications">{t('back')}</BackLink>
      <PageTitle caption={t('caption')}>{home.intakeName}</PageTitle>
      <div className="flex flex-col gap-8">
        {hasSavedPreferences && (
          <Notice tone="good" live="status">
            <p>{t('saved_preferences')}</p>
          </Notice>
        )}
        {notice}
        <Facts home={home} />
        <NextStep home={home} />
        <Steps home={home} />
        <p>
          <TextLink
            href={`/applications/${home.number}/timeline`}
            className="inline-flex min-h-6 items-center"
          >
            {t('timeline')}
          </TextLink>
        </p>
      </div>
    </>
  )
}

function Facts({ home }: { home: ApplicationHomeView }) {
  const t = useTranslations('applications.home')
  return (
    <dl className="flex flex-wrap gap-x-10 gap-y-3">
      <Fact label={t('number')}>
        <CopyableId value={home.number} label={t('number')} />
      </Fact>
      {home.submittedAt ? (
        <Fact label={t('submitted')}>
          <Instant at={home.submittedAt} />
        </Fact>
      ) : (
        <Fact label={t(home.isClosed ? 'closed' : 'closes')}>
          <Instant at={home.closesAt} />
        </Fact>
      )}
    </dl>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="font-semibold">{children}</dd>
    </div>
  )
}

function NextStep({ home }: { home: ApplicationHomeView }) {
  const t = useTranslations('journey')
  const step = home.steps.find(({ kind }) => kind === home.next)
  const href = step && stepHref(home, step)
  return (
    <section className="flex flex-col items-start gap-3 rounded border border-line bg-surface-raised p-4 sm:p-6">
      <h2 className="text-xl">{t('next.title')}</h2>
      <p className="measure">{t(nextWords(home))}</p>
      {step && href && (
        <ButtonLink href={href} className="max-sm:w-full">
          {t(`${step.state === 'in_progress' ? 'continue_actions' : 'actions'}.${step.kind}`)}
        </ButtonLink>
      )}
    </section>
  )
}

function nextWords({ steps, next }: ApplicationHomeView): string {
  const isOver = steps.every(({ state }) => state === 'done' || state === 'skipped')
  if (!next) return isOver ? 'next.finished' : 'next.nothing'
  const isAhead =
    next === 'form' && steps.some(({ kind, trouble }) => kind === 'assessment' && trouble !== null)
  return isAhead ? 'next.fill_ahead' : `next.${next}`
}

function Steps({ home }: { home: ApplicationHomeView }) {
  const t = useTranslations('journey')
  const own = useTranslations('applications.home')
  const asked = home.steps.filter(({ kind, state }) => !(kind === 'fee' && state === 'skipped'))
  const isDone = ({ state }: PlannedStep) => state === 'done' || state === 'skipped'
  return (
    <section className="flex flex-col gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 className="text-xl">{own('steps')}</h2>
        <p className="figures text-muted">
          {t('progress', { done: asked.filter(isDone).length, total: asked.length })}
        </p>
      </div>
      <TaskList
        label={own('steps')}
        tasks={asked.map((step) => ({
          key: step.kind,
          title: t(`steps.${step.kind}.name`),
          href: stepHref(home, step) ?? undefined,
          status: { tone: stepTones[step.state], word: t(`states.${step.state}`) },
          note: <StepNote step={step} pagesDone={home.pagesDone} />,
          current: step.kind === home.next,
        }))}
      />
    </section>
  )
}

/** Why it is not open, or what it is; what goes wrong just now; who acts. */
function StepNote({ step, pagesDone }: { step: PlannedStep; pagesDone: number }) {
  const t = useTranslations('journey')
  const form = useTranslations('form')
  const isOver = step.state === 'done' || step.state === 'skipped'
  if (step.state === 'done') return null
  // Why a form that may be filled cannot be submitted yet is said where it is submitted.
  const why = step.reason ?? step.trouble
  const isBegun = step.kind === 'form' && step.state === 'in_progress'
  const about = isBegun
    ? form('pages_done', { done: pagesDone, total: formPages.length })
    : t(step.kind === 'review' && step.canAct ? 'steps.review.asked' : `steps.${step.kind}.about`)
  return (
    <div className="flex flex-col gap-1">
      {why ? <RefusalWords refusal={why} /> : <p>{about}</p>}
      {step.waitsFor && !isOver && !step.canAct && (
        <p className="font-semibold">{t(`waits_for.${step.waitsFor}`)}</p>
      )}
    </div>
  )
}
