import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { Disclosure } from '@/components/ui/disclosure'
import {
  overallLine,
  type ScoreLine,
  type ScoreScale,
  scoreScales,
  type ScoreSheet as Sheet,
} from '@/lib/domain/assessments/scores'
import { MarkBar } from './mark-bar'

type Audience = 'applicant' | 'staff'

/**
 * Every mark of one attempt with its scale and norm: the whole test, sections, traits, and the groups of each report by
 * themselves; supervised repeats stand apart. Staff also see ids and states. Nothing is averaged or ranked.
 */
export function ScoreSheet({ sheet, audience }: { sheet: Sheet; audience: Audience }) {
  const t = useTranslations('scores')
  const Heading = audience === 'staff' ? 'h4' : 'h2'
  const ordinary = sheet.lines.filter(({ isVerification }) => !isVerification)
  const ofLevel = (level: ScoreLine['level']) => ordinary.filter((line) => line.level === level)
  return (
    <section className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <Heading className={audience === 'staff' ? 'text-sm font-semibold' : 'text-lg'}>
          {t(audience === 'staff' ? 'staff_title' : 'title')}
        </Heading>
        {sheet.isPartial && <Badge tone="warn">{t('partial')}</Badge>}
      </div>
      {sheet.isPartial && <p className="measure text-muted">{t('partial_body')}</p>}
      {sheet.lines.length === 0 && !sheet.band && <p className="text-muted">{t('none')}</p>}
      <Overall sheet={sheet} />
      <Lines caption={t('sections')} first={t('section')} lines={ofLevel('section')} audience={audience} />
      <Lines caption={t('traits')} first={t('trait')} lines={ofLevel('scale')} audience={audience} />
      <Groups lines={ofLevel('group')} audience={audience} />
      <Verifications lines={sheet.lines.filter(({ isVerification }) => isVerification)} audience={audience} />
      <Explained sheet={sheet} />
    </section>
  )
}

/** The whole test, the provider's category, and whom its marks compare with. */
function Overall({ sheet }: { sheet: Sheet }) {
  const t = useTranslations('scores')
  const scores = overallLine(sheet)?.scores ?? []
  const facts = [
    { key: 'overall', label: t('overall'), value: scores.length > 0 && <Marks scores={scores} /> },
    { key: 'band', label: t('band'), value: sheet.band },
    { key: 'norm', label: t('norm'), value: sheet.norm ?? (compares(sheet) && t('norm_unknown')) },
  ].filter(({ value }) => value)
  if (facts.length === 0) return null
  return (
    <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[auto_1fr]">
      {facts.map(({ key, label, value }) => (
        <div key={key} className="grid sm:col-span-2 sm:grid-cols-subgrid">
          <dt className="text-muted">{label}</dt>
          <dd className="min-w-0 wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Groups({ lines, audience }: { lines: ScoreLine[]; audience: Audience }) {
  const t = useTranslations('scores')
  const reports = [...new Set(lines.map(({ reportType }) => reportType))]
  return (
    <>
      {reports.map((report) => (
        <Lines
          key={report ?? ''}
          caption={report === null ? t('groups_unnamed') : t('groups', { report })}
          first={t('group')}
          lines={lines.filter(({ reportType }) => reportType === report)}
          audience={audience}
        />
      ))}
      {reports.length > 1 && <p className="measure text-sm text-muted">{t('groups_note')}</p>}
    </>
  )
}

function Verifications({ lines, audience }: { lines: ScoreLine[]; audience: Audience }) {
  const t = useTranslations('scores')
  if (lines.length === 0) return null
  return (
    <>
      <Lines caption={t('verifications')} first={t('section')} lines={lines} audience={audience} />
      <p className="measure text-sm text-muted">{t('verifications_note')}</p>
    </>
  )
}

/** A table of two columns, so that it fits a phone: what was marked, and its marks. */
function Lines({
  caption,
  first,
  lines,
  audience,
}: {
  caption: string
  first: string
  lines: ScoreLine[]
  audience: Audience
}) {
  const t = useTranslations('scores')
  if (lines.length === 0) return null
  return (
    <table className="w-full table-fixed border-collapse text-start">
      <caption className="pb-1 text-start font-semibold">{caption}</caption>
      <thead>
        <tr className="border-b border-line-strong text-sm text-muted">
          <th scope="col" className="w-[54%] py-1 pe-3 text-start font-semibold">
            {first}
          </th>
          <th scope="col" className="py-1 text-start font-semibold">
            {t('marks')}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, at) => (
          <tr key={at} className="border-b border-line align-top last:border-b-0">
            <th scope="row" className="py-2 pe-3 text-start font-normal wrap-anywhere">
              <span className={audience === 'staff' ? 'text-sm' : undefined}>{line.name}</span>
              <Beside line={line} audience={audience} />
            </th>
            <td className="py-2 wrap-anywhere">
              <Marks scores={line.scores} />
              {line.isVerification && <Verdict verdict={line.verdict} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Marks({ scores }: { scores: ScoreLine['scores'] }) {
  const t = useTranslations('scores')
  if (scores.length === 0) return <span className="text-muted">{t('no_mark')}</span>
  return (
    <ul className="flex flex-col gap-2">
      {scores.map((score, at) => (
        <li key={at}>
          <MarkBar score={score} />
        </li>
      ))}
    </ul>
  )
}

/** What else is known of a line: where it belongs, whether it was finished, how long it took. */
function Beside({ line: { within, state, minutes, id }, audience }: { line: ScoreLine; audience: Audience }) {
  const t = useTranslations('scores')
  const isTold = state !== null && (audience === 'staff' || state !== 'completed')
  const parts = [
    within && t('within', { section: within }),
    isTold && t(`section_state.${state}`),
    minutes !== null && (minutes < 1 ? t('minutes_under') : t('minutes_value', { minutes })),
    audience === 'staff' && id && t('section_id', { id }),
  ].filter((part): part is string => Boolean(part))
  return parts.map((part) => (
    <span key={part} className="block text-sm text-muted">
      {part}
    </span>
  ))
}

function Verdict({ verdict }: { verdict: string | null }) {
  const t = useTranslations('scores')
  const word = verdict?.toLowerCase()
  const isKnown = word === 'passed' || word === 'failed'
  return (
    <p className="mt-1 flex flex-wrap items-center gap-2 text-sm">
      <span className="text-muted">{t('verdict')}</span>
      <Badge tone={word === 'passed' ? 'good' : word === 'failed' ? 'bad' : 'waiting'}>
        {isKnown ? t(`verdict_word.${word}`) : (verdict ?? t('no_verdict'))}
      </Badge>
    </p>
  )
}

/** What each scale on this sheet means, for whoever wants to know. */
function Explained({ sheet }: { sheet: Sheet }) {
  const t = useTranslations('scores')
  const scales = scalesOn(sheet)
  if (scales.length === 0) return null
  return (
    <Disclosure summary={t('what')}>
      <div className="measure flex flex-col gap-2">
        <p>{t('lead')}</p>
        <dl className="flex flex-col gap-2">
          {scales.map((scale) => (
            <div key={scale}>
              <dt className="font-semibold">{t(`scale.${scale}`)}</dt>
              <dd className="text-muted">{t(`explained.${scale}`)}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Disclosure>
  )
}

const scalesOn = (sheet: Sheet): ScoreScale[] =>
  scoreScales.filter((scale) =>
    sheet.lines.some(({ scores }) => scores.some((score) => score.scale === scale)),
  )

/** Percentiles, stens, z- and T-scores say something only against other people. */
const compares = (sheet: Sheet): boolean =>
  scalesOn(sheet).some((scale) => ['percentile', 'sten', 'z', 't'].includes(scale))
