import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { ActionForm } from '@/components/staff/action-form'
import { LockedAction } from '@/components/staff/locked-action'
import { Panel } from '@/components/staff/panel'
import { SubmitButton } from '@/components/ui/submit-button'
import { Instant } from '@/components/ui/instant'
import { TextLink } from '@/components/ui/text-link'
import type { ReplayWay } from '@/lib/domain/partners/replay'
import type { Refusal } from '@/lib/domain/shared/result'
import { replayCall } from '@/lib/features/alerts/actions'
import type { Replay } from '@/lib/features/alerts/queries/replay'
import { useKnownWords } from './known-words'

/** What may be done with an exchange: replay it, or why not; and what each replay brought. */
export function ReplayPart({
  callId,
  verdict,
  replays,
}: {
  callId: string
  /** How it would be replayed, or the reason why it may not. */
  verdict: { way: ReplayWay } | { locked: Refusal }
  replays: Replay[]
}) {
  const t = useTranslations('alerts.replay')
  const refusals = useTranslations('refusals')
  return (
    <Panel id="replay" title={t('title')}>
      {'locked' in verdict ? (
        <LockedAction because={refusals(verdict.locked.code, verdict.locked.params)}>
          {t('press')}
        </LockedAction>
      ) : (
        <div className="flex flex-col items-start gap-2">
          <p className="measure text-sm text-muted">{t(`way.${verdict.way}`)}</p>
          <ClientMessages also={['refusals']}>
            <ActionForm action={replayCall} fields={{ callId }} done={t('done')}>
              <SubmitButton look="secondary" size="dense">
                {t('press')}
              </SubmitButton>
            </ActionForm>
          </ClientMessages>
        </div>
      )}
      {replays.length > 0 && (
        <ol className="flex flex-col gap-3" aria-label={t('past')}>
          {replays.map((replay) => (
            <PastReplay key={replay.id} replay={replay} />
          ))}
        </ol>
      )}
    </Panel>
  )
}

function PastReplay({ replay }: { replay: Replay }) {
  const t = useTranslations('alerts.replay')
  const refusals = useTranslations('refusals')
  const known = useKnownWords()
  const { before, after } = replay
  const names = Object.keys(before)
  return (
    <li className="flex flex-col gap-1 border-s-4 border-line ps-4 text-sm">
      <p>
        {t('by', { name: replay.by })} · <Instant at={replay.startedAt} />
      </p>
      {replay.refusal && <p className="text-warn">{refusals(replay.refusal)}</p>}
      {after && (
        <table className="w-fit">
          <thead>
            <tr className="text-start text-muted">
              <th scope="col" className="pe-4 text-start font-normal">
                {t('what')}
              </th>
              <th scope="col" className="pe-4 text-start font-normal">
                {t('before')}
              </th>
              <th scope="col" className="text-start font-normal">
                {t('after')}
              </th>
            </tr>
          </thead>
          <tbody>
            {names.map((name) => (
              <tr key={name}>
                <th scope="row" className="pe-4 text-start font-normal">
                  {known.name(name)}
                </th>
                <td className="pe-4">{known.value(name, before[name] ?? null)}</td>
                <td className={before[name] === after[name] ? '' : 'font-semibold'}>
                  {known.value(name, after[name] ?? null)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {replay.calls.map((id) => (
        <TextLink key={id} href={`/staff/integrations/${id}`}>
          {t('made')}
        </TextLink>
      ))}
    </li>
  )
}
