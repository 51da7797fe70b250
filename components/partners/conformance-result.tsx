import { useTranslations } from 'next-intl'
import { FactList } from '@/components/staff/fact-list'
import { Panel } from '@/components/staff/panel'
import { Badge } from '@/components/ui/badge'
import { type Column, DataTable } from '@/components/ui/data-table'
import { Instant } from '@/components/ui/instant'
import { Notice } from '@/components/ui/notice'
import type { Tone } from '@/components/ui/tone'
import type { ConnectionConformance } from '@/lib/features/partners/queries/conformance'
import { CheckTitle } from './check-title'

type Newest = NonNullable<ConnectionConformance['newest']>
type Report = Newest['report']
type Check = Report['checks'][number]

/** The newest result of a connection, its last certificate, every check, and fields nobody knows yet. */
export function ConformanceResult({ conformance }: { conformance: ConnectionConformance }) {
  return conformance.newest && <Result conformance={conformance} newest={conformance.newest} />
}

function Result({ conformance, newest }: { conformance: ConnectionConformance; newest: Newest }) {
  const t = useTranslations('connections.conformance')
  const { id } = conformance
  const { report } = newest
  return (
    <Panel title={t('result.title')}>
      <Verdict report={report} />
      <Facts conformance={conformance} report={report} />
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {(['html', 'json'] as const).map((form) => (
          // A file to save, not a page to go to.
          <a
            key={form}
            href={`/staff/settings/connections/${id}/conformance/${newest.id}?as=${form}`}
            download
            className="text-brand underline underline-offset-3 hover:text-brand-strong"
          >
            {t(`result.${form}`)}
          </a>
        ))}
        <span className="text-muted">{t('result.english')}</span>
      </p>
      <DataTable
        caption={t('checks.caption')}
        captionHidden
        stacks
        columns={useCheckColumns(conformance.provider)}
        rows={report.checks}
        rowKey={(check) => check.id}
        dense
      />
      <UnknownFields report={report} />
    </Panel>
  )
}

function Verdict({ report: { outcome, counts } }: { report: Report }) {
  const t = useTranslations('connections.conformance.result')
  const tones = { held: 'good', differed: 'bad', unchecked: 'warn' } as const
  const count = outcome === 'differed' ? counts.differed : counts.unchecked
  return (
    <Notice tone={tones[outcome]}>
      <p>{t(outcome, { count })}</p>
    </Notice>
  )
}

function Facts({ conformance, report }: { conformance: ConnectionConformance; report: Report }) {
  const t = useTranslations('connections.conformance')
  const { certificate } = conformance
  return (
    <FactList
      facts={[
        { key: 'when', label: t('result.when'), value: <Instant at={new Date(report.startedAt)} /> },
        { key: 'kind', label: t('result.kind'), value: t(report.isWrite ? 'kind.writing' : 'kind.reading') },
        {
          key: 'address',
          label: t('result.address'),
          value: <code className="font-mono">{report.provider.address}</code>,
        },
        {
          key: 'fingerprint',
          label: t('result.fingerprint'),
          value: <code className="font-mono">{report.fingerprint}</code>,
        },
        {
          key: 'certificate',
          label: t('certificate.label'),
          value: certificate ? (
            <span className="flex flex-wrap items-center gap-2">
              <Badge tone="good">
                {t(certificate.isWrite ? 'certificate.writing' : 'certificate.reading')}
              </Badge>
              <Instant at={certificate.startedAt} />
            </span>
          ) : (
            t('certificate.none')
          ),
        },
      ]}
    />
  )
}

const outcomeTones: Record<Check['outcome'], Tone> = {
  held: 'good',
  differed: 'bad',
  skipped: 'neutral',
  unchecked: 'warn',
}

function useCheckColumns(provider: string): Column<Check>[] {
  const t = useTranslations('connections.conformance')
  return [
    {
      key: 'check',
      header: t('checks.check'),
      cell: ({ id, title }) => <CheckTitle provider={provider} id={id} title={title} />,
    },
    {
      key: 'outcome',
      header: t('checks.outcome'),
      cell: ({ outcome }) => <Badge tone={outcomeTones[outcome]}>{t(`outcome.${outcome}`)}</Badge>,
    },
    { key: 'detail', header: t('checks.detail'), cell: (check) => <Detail check={check} /> },
  ]
}

/** The report's own words, which are English. */
function Detail({ check: { findings, reason, notes } }: { check: Check }) {
  const t = useTranslations('connections.conformance.checks')
  const lines = [
    ...findings.map((finding) => t(finding.where === '' ? 'finding' : 'finding_at', finding)),
    ...(reason === null ? [] : [reason]),
    ...notes,
  ]
  if (lines.length === 0) return '–'
  return (
    <ul lang="en" className="flex max-w-xl flex-col gap-1 whitespace-normal wrap-anywhere">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

function UnknownFields({ report: { unknownFields } }: { report: Report }) {
  const t = useTranslations('connections.conformance.unknown')
  return (
    <div className="flex flex-col gap-2">
      <h3 className="font-semibold">{t('title')}</h3>
      {unknownFields.length === 0 ? (
        <p className="text-sm text-muted">{t('none')}</p>
      ) : (
        <>
          <p className="measure text-sm text-muted">{t('lead')}</p>
          <ul lang="en" className="flex flex-col gap-1 font-mono text-sm wrap-anywhere">
            {unknownFields.map(({ answer, path, types }) => (
              <li key={`${answer} ${path}`}>{t('line', { answer, path, types: types.join(', ') })}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
