import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/staff/action-form'
import { Badge } from '@/components/ui/badge'
import { type Column, DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { Instant } from '@/components/ui/instant'
import { SubmitButton } from '@/components/ui/submit-button'
import type { StaffSessionRow } from '@/lib/features/staff/queries/members'
import type { FormAction } from '@/lib/platform/action'

/** Open sessions, each with its end. `names` tells whose, where there are several people. */
export function SessionTable({
  sessions,
  caption,
  action,
  names = false,
}: {
  sessions: StaffSessionRow[]
  caption: string
  action: FormAction<void>
  names?: boolean
}) {
  const t = useTranslations('security.account')
  const who: Column<StaffSessionRow> = { key: 'who', header: t('name'), cell: ({ fullName }) => fullName }
  const columns: Column<StaffSessionRow>[] = [
    ...(names ? [who] : []),
    {
      key: 'device',
      header: t('where'),
      cell: ({ device, isThisOne }) => (
        <span className="flex flex-wrap items-center gap-2">
          {device ? t('device', device) : t('device_unknown')}
          {isThisOne && <Badge tone="info">{t('this_one')}</Badge>}
        </span>
      ),
    },
    { key: 'seen', header: t('last_seen'), cell: ({ lastSeenAt }) => <Instant at={lastSeenAt} /> },
    { key: 'since', header: t('signed_in'), cell: ({ signedInAt }) => <Instant at={signedInAt} /> },
    {
      key: 'end',
      header: t('session_end'),
      cell: ({ sessionId, isThisOne }) =>
        isThisOne ? (
          '–'
        ) : (
          <ActionForm action={action} fields={{ sessionId }}>
            <SubmitButton look="quiet" size="dense">
              {t('session_end')}
            </SubmitButton>
          </ActionForm>
        ),
    },
  ]
  return (
    <DataTable
      dense
      stacks
      caption={caption}
      captionHidden
      columns={columns}
      rows={sessions}
      rowKey={({ sessionId }) => sessionId}
      empty={<EmptyState title={t('sessions')} />}
    />
  )
}
