import { useLocale, useTranslations } from 'next-intl'
import { CountCard } from '@/components/staff/count-card'
import { Panel } from '@/components/staff/panel'
import { buttonStyle } from '@/components/ui/button'
import { type Column, DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { Instant } from '@/components/ui/instant'
import { TextLink } from '@/components/ui/text-link'
import { type IntakeFigure, intakeFigures, wentOnPercent } from '@/lib/domain/dashboard/figures'
import type { Deadline, DayLine, Stretch } from '@/lib/features/dashboard/queries/course-of-time'
import type { Figures, FunnelTable, IntakeLine, WorkLine } from '@/lib/features/dashboard/queries/figures'
import { calendarDateIn } from '@/lib/platform/i18n/formats'
import { ChartOfDays, ChartOfFunnel } from './charts'
import { FigureLink, listOf } from './figure-link'
import { useSpan } from './use-span'

/** What is to do, how far applications come, how long it takes and what ends soon: every number leads to the list it counts. */
export function Dashboard({
  figures,
  days,
  stretches,
  deadlines,
  role,
}: {
  figures: Figures
  days: DayLine[]
  stretches: Stretch[]
  deadlines: Deadline[]
  role: string
}) {
  return (
    <>
      <Work work={figures.work} role={role} />
      <Deadlines deadlines={deadlines} />
      {figures.funnels.map((funnel) => (
        <Funnel key={funnel.journey + funnel.steps.length} funnel={funnel} />
      ))}
      <Days days={days} />
      <Intakes intakes={figures.intakes} />
      <Stretches stretches={stretches} />
    </>
  )
}

function Work({ work, role }: { work: WorkLine[]; role: string }) {
  const t = useTranslations('dashboard.work')
  const staff = useTranslations('staff')
  return (
    <Panel title={t('title')} aside={<Csv table="work" />}>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-4">
        {work
          .filter(({ isMine }) => isMine)
          .map(({ id, count, filter }) => (
            <CountCard key={id} label={t(id)} count={count} href={listOf(filter)} />
          ))}
      </div>
      {work.some(({ isMine }) => !isMine) && (
        <details className="text-sm">
          <summary className="cursor-pointer text-muted">{t('other_roles')}</summary>
          <div className="mt-3 grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-4">
            {work
              .filter(({ isMine }) => !isMine)
              .map(({ id }) => (
                <CountCard
                  key={id}
                  label={t(id)}
                  count={null}
                  href=""
                  locked={staff('not_your_role', { role })}
                />
              ))}
          </div>
        </details>
      )}
    </Panel>
  )
}

function Deadlines({ deadlines }: { deadlines: Deadline[] }) {
  const t = useTranslations('dashboard.deadlines')
  const locale = useLocale()
  const columns: Column<Deadline>[] = [
    {
      key: 'what',
      header: t('what'),
      cell: ({ kind, name, count, href }) => (
        <TextLink href={href}>{t(kind, { name: name?.[locale] ?? '', count })}</TextLink>
      ),
    },
    { key: 'when', header: t('when'), cell: ({ at }) => <Instant at={at} /> },
  ]
  return (
    <Panel title={t('title')} aside={<Csv table="deadlines" />}>
      <DataTable
        dense
        caption={t('title')}
        captionHidden
        columns={columns}
        rows={deadlines}
        rowKey={({ kind, at, href }) => `${kind}${at.toISOString()}${href}`}
        empty={<EmptyState title={t('none')} />}
      />
    </Panel>
  )
}

function Funnel({ funnel }: { funnel: FunnelTable }) {
  const t = useTranslations('dashboard.funnel')
  const name =
    funnel.journey === 'assessment_first' || funnel.journey === 'payment_first'
      ? t(`of.${funnel.journey}`)
      : t('of.other', { journey: funnel.journey })
  const title = `${t('title')}: ${name}`
  const columns: Column<FunnelTable['steps'][number]>[] = [
    { key: 'step', header: t('step'), cell: ({ step }) => t(`steps.${step}`) },
    {
      key: 'reached',
      header: t('reached'),
      numeric: true,
      cell: ({ step, reached }) => <FigureLink {...reached} of={`${t('reached')}: ${t(`steps.${step}`)}`} />,
    },
    {
      key: 'here',
      header: t('here'),
      numeric: true,
      cell: ({ step, here }) => <FigureLink {...here} of={`${t('here')}: ${t(`steps.${step}`)}`} />,
    },
    {
      key: 'went_on',
      header: t('went_on'),
      numeric: true,
      cell: ({ reached, here }) => {
        const share = wentOnPercent(reached.count, here.count)
        return share === null ? '–' : t('percent', { share })
      },
    },
  ]
  return (
    <Panel title={title} aside={<Csv table="funnel" />}>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <ChartOfFunnel
          label={t('chart')}
          bars={funnel.steps.map(({ step, reached }) => ({ name: t(`steps.${step}`), value: reached.count }))}
        />
        <div className="flex min-w-0 flex-col gap-2">
          <DataTable
            dense
            caption={title}
            captionHidden
            columns={columns}
            rows={funnel.steps}
            rowKey={({ step }) => step}
          />
          <p className="flex flex-wrap gap-x-4 text-sm text-muted">
            <span>
              {t('closed')}: <FigureLink {...funnel.closed} of={t('closed')} />
            </span>
            <span>
              {t('withdrawn')}: <FigureLink {...funnel.withdrawn} of={t('withdrawn')} />
            </span>
          </p>
        </div>
      </div>
    </Panel>
  )
}

function Days({ days }: { days: DayLine[] }) {
  const t = useTranslations('dashboard.days')
  const locale = useLocale()
  const newestFirst = [...days].reverse()
  const columns: Column<DayLine>[] = [
    { key: 'day', header: t('day'), cell: ({ day }) => calendarDateIn(locale, day) },
    ...(['begun', 'submitted'] as const).map((what) => ({
      key: what,
      header: t(what),
      numeric: true,
      cell: (line: DayLine) => (
        <FigureLink
          count={line[what]}
          filter={{ [what === 'begun' ? 'created' : 'submitted']: { from: line.day, to: line.day } }}
          of={`${t(what)}, ${calendarDateIn(locale, line.day)}`}
        />
      ),
    })),
  ]
  return (
    <Panel title={t('title')} aside={<Csv table="days" />}>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <ChartOfDays
          label={t('chart')}
          names={{ begun: t('begun'), submitted: t('submitted') }}
          days={days}
        />
        <div className="max-h-80 overflow-y-auto">
          <DataTable
            dense
            caption={t('title')}
            captionHidden
            columns={columns}
            rows={newestFirst}
            rowKey={({ day }) => day}
          />
        </div>
      </div>
    </Panel>
  )
}

function Intakes({ intakes }: { intakes: IntakeLine[] }) {
  const t = useTranslations('dashboard.intakes')
  const locale = useLocale()
  const columns: Column<IntakeLine>[] = [
    { key: 'name', header: t('name'), cell: ({ name }) => name[locale] },
    ...intakeFigures.map((figure: IntakeFigure) => ({
      key: figure,
      header: t(figure),
      numeric: true,
      cell: ({ figures, name }: IntakeLine) => (
        <FigureLink {...figures[figure]} of={`${t(figure)}, ${name[locale]}`} />
      ),
    })),
  ]
  return (
    <Panel title={t('title')} aside={<Csv table="intakes" />}>
      <DataTable
        dense
        caption={t('title')}
        captionHidden
        columns={columns}
        rows={intakes}
        rowKey={({ id }) => id}
      />
    </Panel>
  )
}

function Stretches({ stretches }: { stretches: Stretch[] }) {
  const t = useTranslations('dashboard.stretches')
  const span = useSpan()
  const columns: Column<Stretch>[] = [
    { key: 'step', header: t('step'), cell: ({ step }) => t(`steps.${step}`) },
    { key: 'people', header: t('people'), numeric: true, cell: ({ people }) => people },
    { key: 'median', header: t('median'), numeric: true, cell: ({ median }) => span(median) },
    { key: 'slow', header: t('slow'), numeric: true, cell: ({ slowTenth }) => span(slowTenth) },
  ]
  return (
    <Panel title={t('title')} aside={<Csv table="stretches" />}>
      <p className="text-sm text-muted">{t('lead')}</p>
      <DataTable
        dense
        caption={t('title')}
        captionHidden
        columns={columns}
        rows={stretches}
        rowKey={({ step }) => step}
      />
    </Panel>
  )
}

/** The same table as a file: a plain link, so that nothing is fetched before it is pressed. */
function Csv({ table }: { table: string }) {
  const t = useTranslations('dashboard')
  return (
    <a
      href={`/staff/figures?table=${table}`}
      download
      className={buttonStyle({ look: 'quiet', size: 'dense' })}
    >
      {t('csv')}
    </a>
  )
}
