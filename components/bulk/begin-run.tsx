import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { LockedAction } from '@/components/staff/locked-action'
import { ButtonLink } from '@/components/ui/button'
import { PageTitle } from '@/components/ui/page-title'
import { TextLink } from '@/components/ui/text-link'
import type { BulkField } from '@/lib/features/bulk/kinds/kind'
import type { KindOffer } from '@/lib/features/bulk/queries/runs'
import { BeginRunForm } from './begin-run-form'
import { ManyTabs } from './many-tabs'
import { useKindName } from './run-words'

/** What a new run is aimed at: `query` is a filter of the list, else `ids` were chosen. */
export type Aim = { query: string | null; ids: readonly string[]; count: number; isExact: boolean }

/** Asks what is to be done to the applications in view. */
export function ChooseKind({ kinds, aim }: { kinds: KindOffer[]; aim: Aim }) {
  const t = useTranslations('bulk')
  return (
    <>
      <PageTitle
        dense
        lead={t(aim.isExact ? 'new.choose_lead' : 'new.choose_lead_many', { count: aim.count })}
      >
        {t('new.choose_title')}
      </PageTitle>
      <ManyTabs current="bulk" />
      <ul className="flex max-w-3xl flex-col divide-y divide-line">
        {kinds.map(({ kind, isAllowed }) => (
          <li key={kind} className="flex flex-wrap items-start justify-between gap-3 py-3">
            <div className="flex min-w-0 flex-col gap-1">
              <h2 className="text-base font-semibold">{t(`kinds.${kind}.name`)}</h2>
              <p className="measure text-sm text-muted">{t(`kinds.${kind}.about`)}</p>
            </div>
            {isAllowed ? (
              <ButtonLink size="dense" look="secondary" href={addressOf(kind, aim)}>
                {t('new.choose')}
                <span className="sr-only">: {t(`kinds.${kind}.name`)}</span>
              </ButtonLink>
            ) : (
              <LockedAction because={t('new.locked')}>{t('new.choose')}</LockedAction>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

/** Asks for what the kind needs and makes the dry run. */
export function BeginRun({ kind, fields, aim }: { kind: string; fields: BulkField[]; aim: Aim }) {
  const t = useTranslations('bulk')
  const name = useKindName()(kind)
  const back = aim.query === null ? '/staff/applications' : `/staff/applications?${aim.query}`
  return (
    <>
      <PageTitle dense caption={<TextLink href={back}>{t('new.back')}</TextLink>}>
        {t('new.title', { kind: name })}
      </PageTitle>
      <div className="flex max-w-3xl flex-col gap-4">
        <p>{t(`kinds.${kind}.about`)}</p>
        <p className="font-semibold">{t(targetWords(aim), { count: aim.count })}</p>
        <p className="measure text-sm text-muted">{t('new.frozen')}</p>
        <ClientMessages also={['bulk', 'refusals']}>
          <BeginRunForm kind={kind} fields={fields} target={aim.query ?? 'choice'} ids={aim.ids} />
        </ClientMessages>
      </div>
    </>
  )
}

const targetWords = ({ query, isExact }: Aim) => {
  if (query === null) return 'new.target_choice'
  return isExact ? 'new.target_filter' : 'new.target_many'
}

const addressOf = (kind: string, { query, ids }: Aim): string => {
  const address = new URLSearchParams(query ?? { ids: ids.join(',') })
  address.set('kind', kind)
  return `/staff/bulk/new?${address}`
}
