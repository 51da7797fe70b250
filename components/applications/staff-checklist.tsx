import { useTranslations } from 'next-intl'
import { Panel } from '@/components/staff/panel'
import { Badge } from '@/components/ui/badge'
import type { Tone } from '@/components/ui/tone'
import type { ChecklistItem, ChecklistState } from '@/lib/domain/applications/checklist'

/** Everything this application must bring, and how far each thing is. */
export function StaffChecklist({ items }: { items: ChecklistItem[] }) {
  const t = useTranslations('lists.checklist')
  const f = useTranslations('form.pages')
  const count = items.filter(({ state }) => isThere[state]).length
  const nameOf = ({ kind, name }: ChecklistItem) =>
    kind === 'page' ? f(`${name}.title`) : kind === 'document' ? (name ?? '') : t(`item.${kind}`)
  return (
    <Panel
      title={t('title')}
      aside={<span className="figures text-sm text-muted">{t('count', { count, total: items.length })}</span>}
    >
      <ul className="grid gap-x-6 text-sm sm:grid-cols-2">
        {items.map((item, at) => (
          <li key={at} className="flex items-center justify-between gap-3 border-b border-line py-1.5">
            <span className="min-w-0 wrap-anywhere">{nameOf(item)}</span>
            <Badge tone={toneOf[item.state]}>{t(`state.${item.state}`)}</Badge>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

const toneOf: Record<ChecklistState, Tone> = {
  not_received: 'neutral',
  received: 'info',
  under_verification: 'waiting',
  query_raised: 'warn',
  verified: 'good',
  waived: 'good',
  rejected: 'bad',
}

const isThere: Record<ChecklistState, boolean> = {
  not_received: false,
  received: true,
  under_verification: true,
  query_raised: false,
  verified: true,
  waived: true,
  rejected: false,
}
