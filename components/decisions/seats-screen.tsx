import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { Panel } from '@/components/staff/panel'
import { BackLink } from '@/components/ui/back-link'
import { PageTitle } from '@/components/ui/page-title'
import { PoolTable } from './pool-table'
import { SeatsForm } from './seats-form'
import type { PoolRow } from '@/lib/features/decisions/queries/board'

/** The seats of one intake, and the form that sets one pool. */
export function SeatsScreen({
  intake,
  pools,
  programmes,
}: {
  intake: { id: string; name: string }
  pools: PoolRow[]
  programmes: { id: string; name: string }[]
}) {
  const t = useTranslations('decisions.seats')
  return (
    <ClientMessages also={['refusals', 'decisions']}>
      <BackLink href={`/staff/decisions?intake=${intake.id}`}>{t('back')}</BackLink>
      <PageTitle dense>{t('title', { intake: intake.name })}</PageTitle>
      <div className="flex flex-col gap-6">
        <p className="measure text-muted">{t('lead')}</p>
        <PoolTable pools={pools} intakeId={intake.id} mayMoveUp={false} />
        <Panel title={t('add')}>
          <SeatsForm intakeId={intake.id} programmes={programmes} />
        </Panel>
      </div>
    </ClientMessages>
  )
}
