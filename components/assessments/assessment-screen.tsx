import { useTranslations } from 'next-intl'
import { BackLink } from '@/components/ui/back-link'
import { Notice } from '@/components/ui/notice'
import { PageTitle } from '@/components/ui/page-title'
import type { RefusalCode } from '@/lib/domain/shared/refusals'
import type { AssessmentPage } from '@/lib/features/assessments/queries/applicant'
import { AnotherSitting } from './another-sitting'
import { AssessmentDone } from './assessment-done'
import { AssessmentStart } from './assessment-start'
import { AssessmentWaiting } from './assessment-waiting'
import { AssessmentWatch } from './assessment-watch'
import { ScoreSheet } from './score-sheet'

/** The assessment of one application in whichever of its faces is due. `refused`: why the click just now opened no test. */
export function AssessmentScreen({ page, refused }: { page: AssessmentPage; refused: RefusalCode | null }) {
  const t = useTranslations('assessments')
  const tRefusal = useTranslations('refusals')
  const refusal = refused ?? page.step.trouble?.code
  const caption = t('caption', { intake: page.intakeName, number: page.number })
  return (
    <>
      <BackLink href={`/applications/${page.number}`}>{t('back')}</BackLink>
      <PageTitle caption={caption}>{titleOf(page, t)}</PageTitle>
      <div className="measure flex flex-col gap-6">
        {refusal && page.shows !== 'done' && (
          <Notice tone="warn" live={refused ? 'alert' : 'status'}>
            <p>{tRefusal(refusal)}</p>
          </Notice>
        )}
        <Face page={page} />
      </div>
      {page.shows === 'done' && !page.isOpenAgain ? null : (
        <AssessmentWatch number={page.number} version={page.version} />
      )}
    </>
  )
}

function titleOf(
  { shows, launch, attempts }: AssessmentPage,
  t: ReturnType<typeof useTranslations<'assessments'>>,
): string {
  if (shows === 'locked') return t('locked.title')
  if (shows === 'done') return t('done.title')
  if (shows === 'start') return t(`before.title.${launch}`)
  const progress = attempts[0]?.progress
  if (progress === 'completed') return t('waiting.awaited_title')
  return progress === 'abandoned' ? t('waiting.left_title') : t('waiting.open_title')
}

function Face({ page }: { page: AssessmentPage }) {
  if (page.shows === 'locked') return <Locked page={page} />
  if (page.shows === 'done')
    return (
      <>
        <AssessmentDone page={page} />
        {page.isOpenAgain && <AnotherSitting page={page} />}
        {page.counted?.scores && <ScoreSheet sheet={page.counted.scores} audience="applicant" />}
      </>
    )
  return page.shows === 'start' ? <AssessmentStart page={page} /> : <AssessmentWaiting page={page} />
}

function Locked({ page: { step } }: { page: AssessmentPage }) {
  const tRefusal = useTranslations('refusals')
  const tJourney = useTranslations('journey')
  return (
    <Notice tone="info">
      {step.reason && <p>{tRefusal(step.reason.code, step.reason.params)}</p>}
      {step.waitsFor && <p className="text-muted">{tJourney(`waits_for.${step.waitsFor}`)}</p>}
    </Notice>
  )
}
