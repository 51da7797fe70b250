import { useTranslations } from 'next-intl'
import { Panel } from '@/components/staff/panel'
import { CopyableId } from '@/components/ui/copyable-id'
import { type Column, DataTable } from '@/components/ui/data-table'
import { addressFaults, faultKey } from '@/lib/features/sandbox/schema'

type Sentinel = (typeof addressFaults)[number]

/** Addresses that make the fake test service fail for one applicant alone, whatever the panel says. */
export function SentinelTable() {
  const t = useTranslations('sandbox')
  const columns: Column<Sentinel>[] = [
    {
      key: 'address',
      header: t('sentinels.address'),
      cell: (fault) => <CopyableId value={`riya+${fault}@sandbox.test`} label={t('sentinels.address')} />,
    },
    { key: 'does', header: t('sentinels.does'), cell: (fault) => t(`faults.${faultKey(fault)}`) },
  ]
  return (
    <Panel title={t('sentinels.title')}>
      <p className="measure text-sm text-muted">{t('sentinels.lead')}</p>
      <DataTable
        dense
        caption={t('sentinels.title')}
        captionHidden
        columns={columns}
        rows={addressFaults}
        rowKey={(fault) => fault}
      />
    </Panel>
  )
}
