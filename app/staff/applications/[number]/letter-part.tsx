import { getTranslations } from 'next-intl/server'
import { ClientMessages } from '@/components/layout/client-messages'
import { WriteLetter } from '@/components/outreach/write-letter'
import { LockedPart } from '@/components/staff/locked-part'
import { Panel } from '@/components/staff/panel'
import { listTemplates } from '@/lib/features/outreach/queries/templates'
import { findStaff } from '@/lib/platform/auth/current'
import type { PartProps } from './part-props'

/** A letter to this applicant from one of the partner's templates. */
export async function LetterPart({ staff, application }: PartProps) {
  const sender = await findStaff('messages.send')
  if (!sender.ok) return <LockedPart id="letter" role={staff.role} />
  const t = await getTranslations('outreach.letter')
  const templates = (await listTemplates(sender.value))
    .filter(({ published, retiredAt }) => published !== null && !retiredAt)
    .map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Panel title={t('title')}>
      <ClientMessages also={['refusals', 'outreach']}>
        <WriteLetter number={application.number} once={crypto.randomUUID()} templates={templates} />
      </ClientMessages>
    </Panel>
  )
}
