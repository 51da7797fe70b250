import { Plus } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { RulesLink } from '@/components/assessments/rules-link'
import { FactList } from '@/components/staff/fact-list'
import { Panel } from '@/components/staff/panel'
import { healthTone } from '@/components/staff/words'
import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/button'
import { type Column, DataTable } from '@/components/ui/data-table'
import { Instant } from '@/components/ui/instant'
import { Money } from '@/components/ui/money'
import { PageTitle } from '@/components/ui/page-title'
import { TextLink } from '@/components/ui/text-link'
import type { ConnectionSettings, PartnerSettings } from '@/lib/features/partners/queries/settings'

/** How the partner is set up: itself, its outside systems, intakes and programmes. Connections and assessments are changed on pages of their own. */
export function StaffSettings({
  settings: { partner, connections, intakes, programmes },
}: {
  settings: PartnerSettings
}) {
  const t = useTranslations('staff')
  const own = useTranslations('connections')
  const admin = useTranslations('admin')
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
        <Panel
          title={t('home.connections')}
          aside={
            <ButtonLink href="/staff/settings/connections/new" look="secondary" size="dense">
              <Plus aria-hidden className="size-4" />
              {own('overview.add')}
            </ButtonLink>
          }
        >
          <Connections connections={connections} />
        </Panel>
        <Panel
          title={t('settings.intakes')}
          aside={
            <div className="flex flex-wrap gap-2">
              <ButtonLink href="/staff/settings/intakes" look="secondary" size="dense">
                {admin('intakes.title')}
              </ButtonLink>
              <RulesLink />
            </div>
          }
        >
          <Intakes intakes={intakes} />
        </Panel>
        <Panel
          title={t('settings.programmes')}
          aside={
            <ButtonLink href="/staff/settings/programmes" look="secondary" size="dense">
              {admin('programmes.title')}
            </ButtonLink>
          }
        >
          <Programmes programmes={programmes} />
        </Panel>
      </div>
    </>
  )
}

function Connections({ connections }: { connections: ConnectionSettings[] }) {
  const t = useTranslations('staff')
  const own = useTranslations('connections.overview')
  const columns: Column<ConnectionSettings>[] = [
    {
      key: 'label',
      header: t('settings.name'),
      cell: ({ id, label }) => (
        <TextLink href={`/staff/settings/connections/${id}`} className="font-semibold whitespace-nowrap">
          {label}
        </TextLink>
      ),
    },
    { key: 'provider', header: own('provider'), cell: (row) => row.providerLabel },
    { key: 'kind', header: t('settings.sandbox'), cell: (row) => t(`connection_kind.${row.kind}`) },
    {
      key: 'health',
      header: own('health'),
      cell: (row) => <Badge tone={healthTone[row.health]}>{t(`health.${row.health}`)}</Badge>,
    },
    {
      key: 'settings',
      header: own('settings'),
      cell: ({ isComplete }) => (
        <Badge tone={isComplete ? 'good' : 'bad'}>
          {t(isComplete ? 'settings.complete' : 'settings.incomplete')}
        </Badge>
      ),
    },
    { key: 'intakes', header: own('used_by'), cell: (row) => row.intakes.join(', ') || '–' },
  ]
  return (
    <DataTable
      dense
      caption={t('home.connections')}
      stacks
      captionHidden
      columns={columns}
      rows={connections}
      rowKey={(row) => row.id}
      empty={<p>{own('none')}</p>}
    />
  )
}

function Intakes({ intakes }: { intakes: PartnerSettings['intakes'] }) {
  const t = useTranslations('staff')
  const own = useTranslations('connections.overview')
  const locale = useLocale()
  const columns: Column<PartnerSettings['intakes'][number]>[] = [
    {
      key: 'code',
      header: t('settings.code'),
      cell: ({ id, code }) => (
        <TextLink href={`/staff/settings/intakes/${id}`} className="font-semibold whitespace-nowrap">
          {code}
        </TextLink>
      ),
    },
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
    {
      key: 'assessment',
      header: own('assessment'),
      cell: ({ assessmentLabel: label, assessmentTestId: test }) =>
        label === null ? own('no_assessment') : test === null ? label : own('with_test', { label, test }),
    },
  ]
  return (
    <DataTable
      dense
      caption={t('settings.intakes')}
      stacks
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
