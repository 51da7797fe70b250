import { useLocale, useTranslations } from 'next-intl'
import type { RunState, VerdictKind, ItemState } from '@/lib/domain/bulk/run'
import type { BulkChoice } from '@/lib/features/bulk/kinds/kind'
import type { Tone } from '@/components/ui/tone'

export const runTone: Record<RunState, Tone> = {
  judging: 'waiting',
  judged: 'warn',
  running: 'info',
  done: 'good',
  stopped: 'neutral',
}

export const itemTone: Record<ItemState, Tone> = {
  pending: 'waiting',
  doing: 'info',
  done: 'good',
  skipped: 'neutral',
  refused: 'warn',
}

export const verdictTone: Record<VerdictKind, Tone> = { change: 'info', already: 'neutral', refused: 'warn' }

/** The name of a kind; a run of a kind that is gone shows its id. */
export function useKindName(): (kind: string) => string {
  const t = useTranslations('bulk.kinds')
  return (kind) => (t.has(`${kind}.name`) ? t(`${kind}.name`) : kind)
}

/** The sentence of a refusal that was kept with what fills it. */
export function useReasonWords(): (code: string, params: Record<string, string | number> | null) => string {
  const t = useTranslations('refusals')
  const ofRun = useTranslations('bulk.run')
  return (code, params) => (t.has(code) ? t(code, params ?? undefined) : ofRun('reason_unknown', { code }))
}

/** The name of a choice of a kind's field. */
export function useChoiceName(kind: string): (choice: BulkChoice) => string {
  const t = useTranslations('bulk.kinds')
  const locale = useLocale()
  return ({ value, label }) => {
    if (label === null) return t.has(`${kind}.options.${value}`) ? t(`${kind}.options.${value}`) : value
    return typeof label === 'string' ? label : label[locale]
  }
}
