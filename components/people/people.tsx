import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { Panel } from '@/components/staff/panel'
import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/button'
import { type Column, DataTable } from '@/components/ui/data-table'
import { Instant } from '@/components/ui/instant'
import { PageTitle } from '@/components/ui/page-title'
import { TextLink } from '@/components/ui/text-link'
import { endSession } from '@/lib/features/staff/actions'
import type { MemberRow, StaffSessionRow } from '@/lib/features/staff/queries/members'
import { InviteForm } from './invite-form'
import { SessionTable } from './session-table'

/** The partner's people: who works here and as what, invitations, and where everybody is signed in. */
export function People({ members, sessions }: { members: MemberRow[]; sessions: StaffSessionRow[] }) {
  const t = useTranslations('security.people')
  const roles = useTranslations('staff.role')
  const columns: Column<MemberRow>[] = [
    {
      key: 'name',
      header: t('name'),
      cell: ({ accountId, fullName }) => (
        <TextLink href={`/staff/settings/people/${accountId}`}>{fullName}</TextLink>
      ),
    },
    { key: 'email', header: t('email'), cell: ({ email }) => email },
    { key: 'role', header: t('role'), cell: ({ role }) => roles(role) },
    { key: 'state', header: t('state'), cell: (member) => <MemberState member={member} /> },
    {
      key: 'seen',
      header: t('last_seen'),
      cell: ({ lastSeenAt }) => (lastSeenAt ? <Instant at={lastSeenAt} /> : '–'),
    },
    { key: 'sessions', header: t('sessions'), numeric: true, cell: ({ openSessions }) => openSessions },
  ]
  return (
    <ClientMessages also={['refusals', 'security', 'form', 'staff']}>
      <PageTitle
        dense
        actions={
          <ButtonLink look="secondary" size="dense" href="/staff/settings/people/roles">
            {t('roles')}
          </ButtonLink>
        }
      >
        {t('title')}
      </PageTitle>
      <div className="flex flex-col gap-6">
        <DataTable
          dense
          stacks
          caption={t('title')}
          captionHidden
          columns={columns}
          rows={members}
          rowKey={({ accountId }) => accountId}
        />
        <Panel title={t('invite')}>
          <InviteForm />
        </Panel>
        <Panel title={t('signed_in')}>
          <SessionTable names sessions={sessions} caption={t('signed_in')} action={endSession} />
        </Panel>
      </div>
    </ClientMessages>
  )
}

/** Works here, is invited, or is shut out; and whether the second step is set up. */
export function MemberState({ member }: { member: MemberRow }) {
  const t = useTranslations('security.people')
  if (member.deactivatedAt) return <Badge tone="neutral">{t('shut_out')}</Badge>
  if (member.invitation) return <Badge tone="waiting">{t('invited')}</Badge>
  return member.secondStepSince ? (
    <Badge tone="good">{t('active')}</Badge>
  ) : (
    <Badge tone="warn">{t('no_second_step')}</Badge>
  )
}
