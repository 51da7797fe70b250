import { useLocale, useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { ActionForm } from '@/components/staff/action-form'
import { Panel } from '@/components/staff/panel'
import { Badge } from '@/components/ui/badge'
import { type Column, DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { TextLink } from '@/components/ui/text-link'
import { SubmitButton } from '@/components/ui/submit-button'
import { switchReminderRule } from '@/lib/features/outreach/actions'
import type { ReminderRow, TemplateRow } from '@/lib/features/outreach/queries/templates'
import { MessageTabs } from './message-tabs'
import { ReminderForm } from './reminder-form'

type Words = { en: string; hi: string }
type Choices = { templates: TemplateRow[]; intakes: { id: string; name: Words }[] }

/** The reminders that go out by themselves: each with its switch, and the form of a new one. */
export function Reminders({
  rules,
  changing,
  ...choices
}: Choices & {
  rules: ReminderRow[]
  /** The rule that the form changes; null: it writes a new one. */
  changing: ReminderRow | null
}) {
  const t = useTranslations('outreach.reminder')
  const standing = useTranslations('staff.standing')
  const locale = useLocale()
  const columns: Column<ReminderRow>[] = [
    {
      key: 'name',
      header: t('name'),
      cell: ({ name }) => <span className="sm:inline-block sm:min-w-36">{name}</span>,
    },
    { key: 'step', header: t('step'), cell: ({ step }) => standing(step) },
    {
      key: 'intake',
      header: t('intake'),
      cell: ({ intakeName }) => intakeName?.[locale] ?? t('every_intake'),
    },
    { key: 'template', header: t('template'), cell: ({ templateName }) => templateName },
    { key: 'after', header: t('after'), numeric: true, cell: ({ afterHours }) => afterHours },
    { key: 'most', header: t('most'), numeric: true, cell: ({ mostTimes }) => mostTimes },
    { key: 'sent', header: t('sent'), numeric: true, cell: ({ sent }) => sent },
    {
      key: 'state',
      header: t('state'),
      cell: ({ id, isOn }) => (
        <ActionForm
          action={switchReminderRule}
          fields={{ ruleId: id, to: isOn ? 'off' : 'on' }}
          className="flex items-center gap-2 whitespace-nowrap"
        >
          <Badge tone={isOn ? 'good' : 'neutral'}>{t(isOn ? 'on' : 'off')}</Badge>
          <SubmitButton look="quiet" size="dense">
            {t(isOn ? 'switch_off' : 'switch_on')}
          </SubmitButton>
        </ActionForm>
      ),
    },
    {
      key: 'change',
      header: t('change'),
      cell: ({ id }) => <TextLink href={`/staff/messages/reminders?rule=${id}#rule`}>{t('change')}</TextLink>,
    },
  ]
  return (
    <ClientMessages also={['refusals', 'outreach', 'staff']}>
      <MessageTabs current="reminders" />
      <div className="flex flex-col gap-6">
        <p className="measure">{t('lead')}</p>
        <DataTable
          dense
          stacks
          caption={useTranslations('outreach')('tabs.reminders')}
          captionHidden
          columns={columns}
          rows={rules}
          rowKey={({ id }) => id}
          empty={<EmptyState title={t('empty')}>{t('empty_body')}</EmptyState>}
        />
        <Panel id="rule" title={changing?.name ?? t('new')}>
          <ReminderForm key={changing?.id} rule={changing} {...choicesOf(choices, locale)} />
        </Panel>
      </div>
    </ClientMessages>
  )
}

const choicesOf = ({ templates, intakes }: Choices, locale: keyof Words) => ({
  templates: templates.map(({ id, name }) => ({ value: id, label: name })),
  intakes: intakes.map(({ id, name }) => ({ value: id, label: name[locale] })),
})
