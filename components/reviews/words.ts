import { useTranslations } from 'next-intl'
import { controls } from '@/components/applications/controls'
import type { Tone } from '@/components/ui/tone'
import type { AssignmentState, DocumentState, QueryState, Verdict } from '@/lib/domain/reviews/review'

/** How each state feels; its word stands beside it, from messages `review`. */
export const verdictTone: Record<Verdict, Tone> = { admit: 'good', waitlist: 'waiting', deny: 'bad' }

export const assignmentTone: Record<AssignmentState, Tone> = {
  open: 'waiting',
  done: 'good',
  removed: 'neutral',
  declined: 'warn',
  closed: 'neutral',
}

export const queryTone: Record<QueryState, Tone> = {
  open: 'waiting',
  answered: 'info',
  accepted: 'good',
  asked_again: 'neutral',
  withdrawn: 'neutral',
}

export const documentTone: Record<DocumentState, Tone> = {
  received: 'info',
  under_verification: 'waiting',
  verified: 'good',
  rejected: 'bad',
}

/** The label of a form's field, and its answer in words where it is a choice. */
export function useAnswerWords(): {
  labelOf: (field: string) => string
  wordOf: (field: string, value: string) => string
} {
  const t = useTranslations('form')
  return {
    labelOf: (field) => (t.has(`fields.${field}.label`) ? t(`fields.${field}.label`) : field),
    wordOf: (field, value) => {
      const control = controls[field]
      const list = control && 'list' in control ? control.list : null
      return list && value !== '' && t.has(`options.${list}.${value}`) ? t(`options.${list}.${value}`) : value
    },
  }
}
