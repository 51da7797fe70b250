import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { ActionForm } from '@/components/staff/action-form'
import { FactList } from '@/components/staff/fact-list'
import { Panel } from '@/components/staff/panel'
import { Instant } from '@/components/ui/instant'
import { Notice } from '@/components/ui/notice'
import { PageTitle } from '@/components/ui/page-title'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextInput } from '@/components/ui/text-input'
import { beginAfresh, endApplicantSessions, moveClock } from '@/lib/features/sandbox/actions'
import type { StaffPanel } from '@/lib/features/sandbox/queries/staff-panel'
import { clockSteps } from '@/lib/features/sandbox/schema'
import { SentinelTable } from './sentinel-table'
import { SimulatorFaults } from './simulator-faults'

/** Where the fake world is steered: time, faults, sessions, and a new beginning. */
export function StaffSandbox({ panel }: { panel: StaffPanel }) {
  const t = useTranslations('sandbox')
  return (
    <ClientMessages also={['refusals']}>
      <PageTitle dense lead={t('lead')}>
        {t('title')}
      </PageTitle>
      <div className="flex flex-col gap-6">
        <Clock panel={panel} />
        <SimulatorFaults chosen={panel.faults} />
        <SentinelTable />
        <Sessions />
        <Afresh />
      </div>
    </ClientMessages>
  )
}

function Clock({ panel }: { panel: StaffPanel }) {
  const t = useTranslations('sandbox.clock')
  const offset = spanOf(panel.clockOffsetSeconds)
  return (
    <Panel title={t('title')}>
      <FactList
        facts={[
          { key: 'now', label: t('now'), value: <Instant at={panel.now} /> },
          { key: 'offset', label: t('offset'), value: t('span', offset) },
          {
            key: 'waiting',
            label: t('messages'),
            value: t('messages_value', { count: panel.messagesUnderWay }),
          },
        ]}
      />
      <p className="measure text-sm text-muted">{t('lead')}</p>
      <ActionForm action={moveClock} className="flex flex-wrap items-center gap-2">
        {clockSteps.map((seconds) => (
          <SubmitButton key={seconds} name="seconds" value={String(seconds)} look="secondary" size="dense">
            {t('forward', spanOf(seconds))}
          </SubmitButton>
        ))}
      </ActionForm>
    </Panel>
  )
}

const spanOf = (seconds: number) => ({
  days: Math.floor(seconds / 86_400),
  hours: Math.floor((seconds % 86_400) / 3600),
  minutes: Math.floor((seconds % 3600) / 60),
})

function Sessions() {
  const t = useTranslations('sandbox.sessions')
  return (
    <Panel title={t('title')}>
      <p className="measure text-sm text-muted">{t('lead')}</p>
      <ActionForm action={endApplicantSessions} done={t('done')} className="flex flex-col items-start gap-3">
        <TextInput
          name="email"
          label={t('email')}
          hint={t('email_hint')}
          type="email"
          autoComplete="off"
          width="half"
          maxLength={254}
        />
        <SubmitButton look="secondary" size="dense">
          {t('end')}
        </SubmitButton>
      </ActionForm>
    </Panel>
  )
}

function Afresh() {
  const t = useTranslations('sandbox.afresh')
  return (
    <Panel title={t('title')}>
      <Notice tone="warn">
        <p>{t('lead')}</p>
      </Notice>
      <ActionForm action={beginAfresh}>
        <label className="flex min-h-11 items-center gap-3">
          <input type="checkbox" name="confirm" value="reset" required className="size-5 shrink-0" />
          {t('confirm')}
        </label>
        <SubmitButton look="danger" size="dense">
          {t('reset')}
        </SubmitButton>
      </ActionForm>
    </Panel>
  )
}
