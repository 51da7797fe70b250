import type { Tone } from '@/components/ui/tone'
import type { StepState } from '@/lib/domain/journeys/definition'
import type { PlannedStep } from '@/lib/domain/journeys/journey'

/** How the state of a step looks. */
export const stepTones: Record<StepState, Tone> = {
  locked: 'neutral',
  available: 'info',
  in_progress: 'info',
  waiting: 'waiting',
  done: 'good',
  skipped: 'neutral',
}

/** The page of a step, or null while there is nothing to do or to read on it. */
export function stepHref(
  home: { number: string; formContinues: string },
  { kind, state, canAct }: PlannedStep,
): string | null {
  const at = `/applications/${home.number}`
  const isReadable = canAct || state === 'done'
  switch (kind) {
    case 'verify_email':
      return canAct ? '/verify' : null
    case 'assessment':
      return isReadable || state === 'waiting' ? `${at}/assessment` : null
    case 'recommendations':
      return isReadable ? `${at}/recommendations` : null
    case 'form':
      return isReadable ? `${at}/form/${canAct ? home.formContinues : 'check'}` : null
    case 'fee':
      return isReadable || state === 'waiting' ? `${at}/payment` : null
    case 'review':
      return canAct ? `${at}/query` : null
    case 'decision':
      return isReadable ? `${at}/decision` : null
    default:
      return null
  }
}
