import { useLocale, useTranslations } from 'next-intl'
import { FactList } from '@/components/staff/fact-list'
import { Panel } from '@/components/staff/panel'
import { healthTone } from '@/components/staff/words'
import { Badge } from '@/components/ui/badge'
import { type Column, DataTable } from '@/components/ui/data-table'
import { Instant } from '@/components/ui/instant'
import { Money } from '@/components/ui/money'
import { PageTitle } from '@/components/ui/page-title'
import type { ConnectionSettings, PartnerSettings } from '@/lib/features/partners/queries/settings'

/** How the partner is set up: itself, its outside systems, intakes and programmes. To read only, for now. */
export function StaffSettings({
  settings: { partner, connections, intakes, programmes },
}: {
  settings: PartnerSettings
}) {
  const t = useTranslations('staff')
  const locale = useLocale()
  return (
    <>
      <PageTitle dense lead={t('settings.lead')}>
        {t('settings.title')}
      </PageTitle>
      <div className="flex flex-col gap-6">
        <Panel title={t('settings.partner')}>
          <FactList
            facts={[
              { key: 'name', label: t('settings.name'), value: partner.name[locale] },
              { key: 'hosts', label: t('settings.hosts'), value: partner.hosts.join(', ') },
              {
                key: 'brand',
                label: t('settings.brand'),
                value: <code className="font-mono">{partner.brand}</code>,
              },
              { key: 'support', label: t('settings.support'), value: partner.supportEmail },
              { key: 'grievance', label: t('settings.grievance'), value: partner.grievanceOfficer },
              {
                key: 'sandbox',
                label: t('settings.sandbox'),
                value: t(partner.isSandbox ? 'settings.is_sandbox' : 'settings.is_real'),
              },
            ]}
          />
        </Panel>
        <Panel title={t('home.connections')}>
          {connections.map((connection) => (
            <Connection key={connection.id} connection={connection} />
          ))}
        </Panel>
        <Panel title={t('settings.intakes')}>
          <Intakes intakes={intakes} />
        </Panel>
        <Panel title={t('settings.programmes')}>
          <Programmes programmes={programmes} />
        </Panel>
      </div>
    </>
  )
}

function Connection({ connection }: { connection: ConnectionSettings }) {
  const t = useTranslations('staff')
  const mono = (text: string) => <code className="font-mono">{text}</code>
  return (
    <article className="flex flex-col gap-3 rounded border border-line bg-surface-raised p-4">
      <h3 className="flex flex-wrap items-center gap-2 text-base">
        {connection.label}{' '}
        <span className="font-normal text-muted">{t(`connection_kind.${connection.kind}`)}</span>
        <Badge tone={healthTone[connection.health]}>{t(`health.${connection.health}`)}</Badge>
        <Badge tone={connection.isComplete ? 'good' : 'bad'}>
          {t(connection.isComplete ? 'settings.complete' : 'settings.incomplete')}
        </Badge>
      </h3>
      {connection.healthReason && <p className="text-sm wrap-anywhere">{connection.healthReason}</p>}
      <FactList
        facts={[
          ...connection.settings.map(({ name, value }) => ({ key: name, label: name, value: mono(value) })),
          ...connection.secretNames.map((name) => ({
            key: name,
            label: name,
            value: t(connection.isComplete ? 'settings.secret_set' : 'settings.secret_unreadable'),
          })),
        ]}
      />
    </article>
  )
}

function Intakes({ intakes }: { intakes: PartnerSettings['intakes'] }) {
  const t = useTranslations('staff')
  const locale = useLocale()
  const columns: Column<PartnerSettings['intakes'][number]>[] = [
    { key: 'code', header: t('settings.code'), cell: (row) => row.code },
    { key: 'name', header: t('settings.name'), cell: (row) => row.name[locale] },
    { key: 'opens', header: t('settings.opens'), cell: (row) => <Instant at={row.opensAt} /> },
    { key: 'closes', header: t('record.closes'), cell: (row) => <Instant at={row.closesAt} /> },
    {
      key: 'journey',
      header: t('settings.journey'),
      cell: (row) => (
        <span className="whitespace-nowrap">
          {row.journey.id === 'payment_first' ? t('settings.payment_first') : t('settings.assessment_first')}
        </span>
      ),
    },
    {
      key: 'fee',
      header: t('record.fee'),
      numeric: true,
      cell: (row) => (row.feePaise ? <Money paise={row.feePaise} /> : t('record.no_fee')),
    },
  ]
  return (
    <DataTable
      dense
      caption={t('settings.intakes')}
      captionHidden
      columns={columns}
      rows={intakes}
      rowKey={(row) => row.id}
      empty={<p>{t('settings.no_intakes')}</p>}
    />
  )
}

function Programmes({ programmes }: { programmes: PartnerSettings['programmes'] }) {
  const t = useTranslations('staff')
  const locale = useLocale()
  const columns: Column<PartnerSettings['programmes'][number]>[] = [
    { key: 'code', header: t('settings.code'), cell: (row) => row.code },
    { key: 'name', header: t('settings.name'), cell: (row) => row.name[locale] },
    { key: 'aliases', header: t('settings.aliases'), cell: (row) => row.aliases.join(', ') || '–' },
  ]
  return (
    <DataTable
      dense
      caption={t('settings.programmes')}
      captionHidden
      columns={columns}
      rows={programmes}
      rowKey={(row) => row.id}
      empty={<p>{t('settings.no_programmes')}</p>}
    />
  )
}
