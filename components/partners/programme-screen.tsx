import { useLocale, useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { ActionForm } from '@/components/staff/action-form'
import { Panel } from '@/components/staff/panel'
import { BackLink } from '@/components/ui/back-link'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { PageTitle } from '@/components/ui/page-title'
import { TextInput } from '@/components/ui/text-input'
import { aliasCourse } from '@/lib/features/assessments/actions'
import { removeAlias, restoreProgramme, retireProgramme } from '@/lib/features/partners/actions'
import type { ProgrammePage } from '@/lib/features/partners/queries/programmes'
import { ProgrammeForm } from './programme-form'

/** One programme: its words, the names providers have for it, and whether it may be chosen. */
export function ProgrammeScreen({
  programme,
  partnerName,
}: {
  programme: ProgrammePage
  partnerName: string
}) {
  const t = useTranslations('admin.programme')
  const locale = useLocale()
  const { id, code, name, summary, intakes, askedFor, retiredAt } = programme
  return (
    <>
      <BackLink href="/staff/settings/programmes">{t('back')}</BackLink>
      <PageTitle
        dense
        caption={code}
        lead={t('used', { count: askedFor, intakes: intakes.join(', ') || '–' })}
      >
        {name[locale]}
      </PageTitle>
      <div className="flex flex-col gap-6">
        <ClientMessages also={['admin', 'refusals', 'accounts']}>
          <ProgrammeForm programme={{ id, code, name, summary }} partnerName={partnerName} />
        </ClientMessages>
        <Aliases programme={programme} />
        <Panel
          title={t('choice')}
          aside={<Badge tone={retiredAt ? 'neutral' : 'good'}>{t(retiredAt ? 'retired' : 'in_use')}</Badge>}
        >
          <p className="measure text-sm">
            {t(retiredAt ? 'retired_about' : 'retire_about', { count: askedFor })}
          </p>
          <ClientMessages also={['refusals']}>
            <ActionForm action={retiredAt ? restoreProgramme : retireProgramme} fields={{ programmeId: id }}>
              <Button type="submit" look={retiredAt ? 'secondary' : 'danger'} size="dense">
                {t(retiredAt ? 'restore' : 'retire')}
              </Button>
            </ActionForm>
          </ClientMessages>
        </Panel>
      </div>
    </>
  )
}

/** The names under which providers recommend it; one that another programme has too is told. */
function Aliases({ programme: { id, code, aliases, conflicts } }: { programme: ProgrammePage }) {
  const t = useTranslations('admin.programme')
  return (
    <Panel id="aliases" title={t('aliases')}>
      <p className="measure text-sm text-muted">{t('aliases_about')}</p>
      {conflicts.map(({ alias, programme }) => (
        <Notice key={alias} tone="warn">
          <p>{t('conflict', { alias, programme })}</p>
        </Notice>
      ))}
      <ClientMessages also={['refusals']}>
        <ul className="flex flex-col gap-2">
          {aliases.map((alias) => (
            <li key={alias}>
              <ActionForm
                action={removeAlias}
                fields={{ programmeId: id, alias }}
                className="flex flex-wrap items-center gap-3"
              >
                <span>{alias}</span>
                <Button type="submit" look="quiet" size="dense" aria-label={t('remove_named', { alias })}>
                  {t('remove')}
                </Button>
              </ActionForm>
            </li>
          ))}
        </ul>
        <ActionForm
          action={aliasCourse}
          fields={{ programmeId: id }}
          className="flex flex-col items-start gap-2"
        >
          <TextInput
            name="courseName"
            label={t('add_alias', { code })}
            autoComplete="off"
            required
            maxLength={200}
            className="min-h-9! py-1! text-sm!"
          />
          <Button type="submit" look="secondary" size="dense">
            {t('add_alias_button')}
          </Button>
        </ActionForm>
      </ClientMessages>
    </Panel>
  )
}
