import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { ActionForm } from '@/components/staff/action-form'
import { FactList } from '@/components/staff/fact-list'
import { LockedAction } from '@/components/staff/locked-action'
import { Panel } from '@/components/staff/panel'
import { BackLink } from '@/components/ui/back-link'
import { Instant } from '@/components/ui/instant'
import { PageTitle } from '@/components/ui/page-title'
import { Select } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import { staffRoles } from '@/lib/domain/partners/permissions'
import {
  changeRole,
  endSessionsOf,
  letInAgain,
  resetSecondStep,
  sendInvitationAgain,
  shutOut,
  withdrawInvitation,
} from '@/lib/features/staff/actions'
import type { MemberRow } from '@/lib/features/staff/queries/members'
import type { FormAction } from '@/lib/platform/action'
import { MemberState } from './people'

/** One member of staff: what is known, and what an administrator may do about their account. */
export function Member({ member, isOneself }: { member: MemberRow; isOneself: boolean }) {
  const t = useTranslations('security.people')
  const roles = useTranslations('staff.role')
  const { accountId, invitation } = member
  const self = isOneself ? t('not_on_oneself') : null
  const facts = [
    { key: 'email', label: t('email'), value: member.email },
    { key: 'role', label: t('role'), value: roles(member.role) },
    { key: 'state', label: t('state'), value: <MemberState member={member} /> },
    {
      key: 'second',
      label: t('second_step'),
      value: member.secondStepSince && <Instant at={member.secondStepSince} />,
    },
    { key: 'codes', label: t('codes_left'), value: member.recoveryCodesLeft },
    { key: 'seen', label: t('last_seen'), value: member.lastSeenAt && <Instant at={member.lastSeenAt} /> },
    { key: 'sessions', label: t('sessions'), value: member.openSessions },
    { key: 'until', label: t('invited_until'), value: invitation && <Instant at={invitation.expiresAt} /> },
  ]
  return (
    <ClientMessages also={['refusals', 'security']}>
      <BackLink href="/staff/settings/people">{t('title')}</BackLink>
      <PageTitle dense>{member.fullName}</PageTitle>
      <div className="flex max-w-4xl flex-col gap-6">
        <FactList facts={facts} />
        {invitation && (
          <Panel title={t('invitation')}>
            <div className="flex flex-wrap gap-3">
              <Act
                action={sendInvitationAgain}
                fields={{ invitationId: invitation.id }}
                done={t('invite_sent')}
              >
                {t('send_again')}
              </Act>
              <Act action={withdrawInvitation} fields={{ invitationId: invitation.id }} done={t('withdrawn')}>
                {t('withdraw')}
              </Act>
            </div>
          </Panel>
        )}
        <Panel title={t('role')}>
          {self ? (
            <LockedAction because={self}>{t('change_role')}</LockedAction>
          ) : (
            <ActionForm action={changeRole} fields={{ accountId }} done={t('role_changed')}>
              <Select
                key={member.role}
                name="role"
                label={t('role')}
                defaultValue={member.role}
                options={staffRoles.map((role) => ({ value: role, label: roles(role) }))}
              />
              <SubmitButton look="secondary" size="dense">
                {t('change_role')}
              </SubmitButton>
            </ActionForm>
          )}
        </Panel>
        <Panel title={t('access')}>
          <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
            <Act
              action={endSessionsOf}
              fields={{ accountId }}
              done={t('sessions_ended')}
              locked={self ?? (member.openSessions === 0 ? t('no_sessions') : null)}
            >
              {t('end_sessions')}
            </Act>
            <Act
              action={resetSecondStep}
              fields={{ accountId }}
              done={t('second_step_reset')}
              locked={self ?? (member.secondStepSince ? null : t('no_second_step_yet'))}
            >
              {t('reset_second_step')}
            </Act>
            {member.deactivatedAt ? (
              <Act action={letInAgain} fields={{ accountId }} done={t('let_in_again_done')} locked={self}>
                {t('let_in_again')}
              </Act>
            ) : (
              <Act action={shutOut} fields={{ accountId }} done={t('shut_out_done')} locked={self}>
                {t('shut_out_action')}
              </Act>
            )}
          </div>
        </Panel>
      </div>
    </ClientMessages>
  )
}

function Act({
  action,
  fields,
  done,
  locked = null,
  children,
}: {
  action: FormAction<void>
  fields: Record<string, string>
  done: string
  locked?: string | null
  children: string
}) {
  if (locked) return <LockedAction because={locked}>{children}</LockedAction>
  return (
    <ActionForm action={action} fields={fields} done={done}>
      <SubmitButton look="secondary" size="dense">
        {children}
      </SubmitButton>
    </ActionForm>
  )
}
