import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { ActionForm } from '@/components/staff/action-form'
import { FactList } from '@/components/staff/fact-list'
import { LockedAction } from '@/components/staff/locked-action'
import { Panel } from '@/components/staff/panel'
import { BackLink } from '@/components/ui/back-link'
import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/button'
import { Instant } from '@/components/ui/instant'
import { PageTitle } from '@/components/ui/page-title'
import { Select } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextInput } from '@/components/ui/text-input'
import { acknowledgeAlert, assignAlert } from '@/lib/features/alerts/actions'
import type { AlertMoveRow, AlertRow } from '@/lib/features/alerts/queries/alerts'
import { alertTone, thingBehind, useAlertWords } from './alert-words'

/** One alert: what is wrong, where to look, who looks after it, and what has happened to it. */
export function AlertScreen({
  alert,
  history,
  people,
}: {
  alert: AlertRow
  history: AlertMoveRow[]
  people: { id: string; name: string }[]
}) {
  const t = useTranslations('alerts')
  const say = useAlertWords()
  const { state, openedAt, closedAt, openings, assignee } = alert
  return (
    <>
      <BackLink href="/staff/alerts">{t('title')}</BackLink>
      <PageTitle dense actions={<Badge tone={alertTone[state]}>{t(`state.${state}`)}</Badge>}>
        {t(`kind.${alert.kind}`)}
      </PageTitle>
      <div className="flex flex-col gap-6">
        <p className="measure">{say(alert)}</p>
        <div>
          <ButtonLink look="secondary" size="dense" href={thingBehind(alert).href}>
            {t('look')}
          </ButtonLink>
        </div>
        <FactList
          facts={[
            { key: 'opened', label: t('opened'), value: <Instant at={openedAt} /> },
            { key: 'openings', label: t('openings'), value: openings },
            { key: 'connection', label: t('connection'), value: alert.connection },
            { key: 'who', label: t('assignee'), value: assignee ?? t('nobody') },
            {
              key: 'closed',
              label: t('closed'),
              value: closedAt && (
                <>
                  <Instant at={closedAt} /> · {t('closed_itself')}
                </>
              ),
            },
          ]}
        />
        <AlertVerbs alert={alert} people={people} />
        <Panel title={t('history')}>
          <ol className="flex flex-col gap-2 text-sm">
            {history.map((move) => (
              <li key={move.id} className="border-s-4 border-line ps-4">
                <p>
                  <Instant at={move.at} /> ·{' '}
                  {t(`move.${move.move}`, {
                    by: move.by ?? '–',
                    assignee: move.assignee ?? 'none',
                    value: move.value,
                  })}
                </p>
                {move.note && <p className="text-muted">{move.note}</p>}
              </li>
            ))}
          </ol>
        </Panel>
      </div>
    </>
  )
}

function AlertVerbs({ alert, people }: { alert: AlertRow; people: { id: string; name: string }[] }) {
  const t = useTranslations('alerts')
  const refusals = useTranslations('refusals')
  if (alert.state === 'closed')
    return <LockedAction because={refusals('alert_closed')}>{t('acknowledge')}</LockedAction>
  return (
    <ClientMessages also={['refusals']}>
      <div className="grid max-w-4xl gap-6 md:grid-cols-2">
        <ActionForm
          action={acknowledgeAlert}
          fields={{ alertId: alert.id }}
          done={t('acknowledged_done')}
          className="flex flex-col items-start gap-3"
        >
          <TextInput name="note" label={t('note')} hint={t('note_hint')} maxLength={500} optional />
          <SubmitButton size="dense">{t('acknowledge')}</SubmitButton>
        </ActionForm>
        <ActionForm
          action={assignAlert}
          fields={{ alertId: alert.id }}
          done={t('assigned_done')}
          className="flex flex-col items-start gap-3"
        >
          <Select
            key={alert.assigneeId}
            name="assigneeId"
            label={t('assign_to')}
            placeholder={t('nobody')}
            defaultValue={alert.assigneeId ?? ''}
            options={people.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <SubmitButton look="secondary" size="dense">
            {t('assign')}
          </SubmitButton>
        </ActionForm>
      </div>
    </ClientMessages>
  )
}
