import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/staff/action-form'
import { Panel } from '@/components/staff/panel'
import { Badge } from '@/components/ui/badge'
import { SubmitButton } from '@/components/ui/submit-button'
import { chooseFault } from '@/lib/features/sandbox/actions'
import { faultKey, type SimulatorId, simulatorFaults } from '@/lib/features/sandbox/schema'

/** For each fake vendor the way in which it fails for everybody, or not at all. */
export function SimulatorFaults({ chosen }: { chosen: Record<string, string> }) {
  const t = useTranslations('sandbox.simulators')
  return (
    <Panel title={t('title')}>
      <p className="measure text-sm text-muted">{t('lead')}</p>
      {(Object.keys(simulatorFaults) as SimulatorId[]).map((simulator) => (
        <Simulator key={simulator} simulator={simulator} fault={chosen[simulator] ?? ''} />
      ))}
    </Panel>
  )
}

function Simulator({ simulator, fault }: { simulator: SimulatorId; fault: string }) {
  const t = useTranslations('sandbox')
  const names: readonly string[] = simulatorFaults[simulator]
  return (
    <article className="flex flex-col gap-2 rounded border border-line bg-surface-raised p-4">
      <h3 className="flex flex-wrap items-center gap-2 text-base">
        {t(`simulators.${simulator}`)}
        <Badge tone={fault === '' ? 'good' : 'warn'}>{fault === '' ? t('simulators.works') : fault}</Badge>
        <code className="font-mono text-sm font-normal text-muted">{`/sandbox/${simulator}`}</code>
      </h3>
      <ActionForm action={chooseFault} fields={{ simulator }} className="flex flex-wrap items-center gap-2">
        <select
          name="fault"
          // Another choice is another form: what was chosen meanwhile must stand in it.
          key={fault}
          defaultValue={fault}
          aria-label={t('simulators.choose', { simulator: t(`simulators.${simulator}`) })}
          className="min-h-9 max-w-full rounded border border-line-strong bg-surface-raised px-2 py-1 text-sm text-ink"
        >
          <option value="">{t('simulators.none')}</option>
          {names.map((name) => (
            <option key={name} value={name}>
              {t('simulators.option', { name, does: t(`faults.${faultKey(name)}`) })}
            </option>
          ))}
        </select>
        <SubmitButton look="secondary" size="dense">
          {t('simulators.set')}
        </SubmitButton>
      </ActionForm>
    </article>
  )
}
