import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { ActionForm } from '@/components/staff/action-form'
import { FactList } from '@/components/staff/fact-list'
import { Panel } from '@/components/staff/panel'
import { Instant } from '@/components/ui/instant'
import { PageTitle } from '@/components/ui/page-title'
import { SubmitButton } from '@/components/ui/submit-button'
import type { StaffRole } from '@/lib/domain/partners/permissions'
import { endOtherSessions, endOwnSession } from '@/lib/features/staff/actions'
import type { StaffSessionRow } from '@/lib/features/staff/queries/members'
import { RenewRecoveryCodes } from './renew-recovery-codes'
import { SessionTable } from './session-table'

/** A member of staff's own account: who they are, their second step, where they are signed in. */
export function OwnAccount({
  member,
  sessions,
  secondStep,
}: {
  member: { fullName: string; email: string; role: StaffRole }
  sessions: StaffSessionRow[]
  secondStep: { since: Date | null; codesLeft: number }
}) {
  const t = useTranslations('security.account')
  const roles = useTranslations('staff.role')
  return (
    <ClientMessages also={['refusals', 'security']}>
      <PageTitle dense>{t('title')}</PageTitle>
      <div className="flex max-w-4xl flex-col gap-6">
        <FactList
          facts={[
            { key: 'name', label: t('name'), value: member.fullName },
            { key: 'email', label: t('email'), value: member.email },
            { key: 'role', label: t('role'), value: roles(member.role) },
          ]}
        />
        <Panel title={t('second_step')}>
          <FactList
            facts={[
              {
                key: 'since',
                label: t('since'),
                value: secondStep.since && <Instant at={secondStep.since} />,
              },
            ]}
          />
          <p className="my-3">{t('codes_left', { count: secondStep.codesLeft })}</p>
          <RenewRecoveryCodes />
          <p className="mt-3 text-sm text-muted">{t('lost')}</p>
        </Panel>
        <Panel title={t('sessions')}>
          <SessionTable sessions={sessions} caption={t('sessions')} action={endOwnSession} />
          <div className="mt-3">
            <ActionForm action={endOtherSessions} done={t('ended')}>
              <SubmitButton look="secondary" size="dense">
                {t('sessions_end_others')}
              </SubmitButton>
            </ActionForm>
          </div>
        </Panel>
      </div>
    </ClientMessages>
  )
}
