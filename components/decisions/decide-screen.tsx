import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { BackLink } from '@/components/ui/back-link'
import { DataTable } from '@/components/ui/data-table'
import { PageTitle } from '@/components/ui/page-title'
import type { DecideLine } from '@/lib/features/decisions/queries/board'
import { ConfirmMany, ProposeMany } from './decide-many'

/** What a press for many would do to each, before it is pressed; only who is ready is sent along. */
export function DecideScreen({
  verb,
  lines,
  programmes,
}: {
  verb: 'propose' | 'confirm'
  lines: DecideLine[]
  programmes: { id: string; name: string }[]
}) {
  const t = useTranslations('decisions.decide')
  const board = useTranslations('decisions.board')
  const refusals = useTranslations('refusals')
  const ready = lines.filter(({ refusal }) => !refusal).map(({ number }) => number)
  return (
    <ClientMessages also={['refusals', 'decisions']}>
      <BackLink href="/staff/decisions">{t('back')}</BackLink>
      <PageTitle dense>{t(verb === 'propose' ? 'propose_title' : 'confirm_title')}</PageTitle>
      <div className="flex flex-col gap-4">
        <p className="text-muted">{lines.length === 0 ? t('nothing') : t('propose_lead')}</p>
        {lines.length > 0 && (
          <>
            <p className="font-semibold">
              {t('ready', { count: ready.length })}
              {lines.length > ready.length && (
                <> · {t('not_ready', { count: lines.length - ready.length })}</>
              )}
            </p>
            <DataTable
              dense
              stacks
              caption={t('outcome')}
              captionHidden
              rows={lines}
              rowKey={({ number }) => number}
              columns={[
                {
                  key: 'number',
                  header: board('applicant'),
                  cell: ({ number, name }) => `${number} ${name}`,
                },
                {
                  key: 'outcome',
                  header: t('outcome'),
                  cell: ({ refusal }) =>
                    refusal ? (
                      <span className="text-warn">{refusals(refusal.code, refusal.params)}</span>
                    ) : (
                      t(verb === 'propose' ? 'ok_propose' : 'ok_confirm')
                    ),
                },
              ]}
            />
          </>
        )}
        {lines.length > 0 &&
          (verb === 'propose' ? (
            <ProposeMany numbers={ready} programmes={programmes} />
          ) : (
            <ConfirmMany numbers={ready} />
          ))}
      </div>
    </ClientMessages>
  )
}
