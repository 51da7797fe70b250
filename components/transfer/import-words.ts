import { useTranslations } from 'next-intl'
import type { Tone } from '@/components/ui/tone'
import type { ImportRowState, ImportState } from '@/lib/domain/transfer/transfer'
import type { ImportedRow } from '@/lib/features/transfer/queries/imports'

export const importTone: Record<ImportState, Tone> = {
  mapping: 'warn',
  checking: 'waiting',
  checked: 'warn',
  running: 'info',
  done: 'good',
  stopped: 'neutral',
}

export const rowTone: Record<ImportRowState, Tone> = {
  unread: 'waiting',
  ready: 'info',
  doing: 'info',
  wrong: 'bad',
  created: 'good',
  already: 'neutral',
}

/** What is wrong with a row, one sentence each. */
export function useProblemWords(): (problem: ImportedRow['problems'][number]) => string {
  const t = useTranslations('transfer.import.problems')
  return ({ code, value }) => t(t.has(code) ? code : 'try_again', { value: value ?? '', line: '' })
}
