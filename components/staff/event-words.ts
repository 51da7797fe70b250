import { useTranslations } from 'next-intl'
import { formatPaise } from '@/lib/domain/shared/paise'

type Detail = Record<string, string | number | boolean | null>

/** Says what an event was, in a sentence of the reader's language; a name without one is shown as it is. */
export function useEventWords(): (event: { name: string; detail: Detail }) => string {
  const t = useTranslations('events')
  const forStaff = useTranslations('staff.event')
  return ({ name, detail }) => {
    const key = name.replaceAll('.', '_')
    // A few are written to the applicant in person; staff read those in words of their own.
    if (forStaff.has(key)) return forStaff(key)
    return t.has(key) ? t(key, { ...blanks, ...filled(detail) }) : name
  }
}

/** Blanks that older events may lack; a sentence with a hole is better than none. */
const blanks = {
  course: '…',
  programme: '…',
  kind: 'other',
  progress: 'other',
  recommendations: 0,
  connection: '…',
  fields: '…',
  intake: '…',
  outcome: 'other',
  calls: 0,
  differed: 0,
  windowSeconds: 0,
  simulator: '…',
  fault: '…',
  seconds: 0,
  files: 0,
  by: 'other',
  state: 'other',
}

function filled(detail: Detail): Record<string, string | number> {
  const entries = Object.entries(detail).map(
    ([name, value]) => [name, typeof value === 'number' ? value : String(value ?? '')] as const,
  )
  const { paise } = detail
  return Object.fromEntries(
    typeof paise === 'number' ? [...entries, ['amount', formatPaise(paise)]] : entries,
  )
}
