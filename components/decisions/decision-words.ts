import type { Tone } from '@/components/ui/tone'
import type { DecisionKind, DecisionState, OfferState } from '@/lib/domain/decisions/decision'
import type { ItemState, ReleaseState } from '@/lib/domain/decisions/release'

/** How the words about decisions look. */
export const kindTone: Record<DecisionKind, Tone> = { admit: 'good', waitlist: 'waiting', deny: 'bad' }
export const decisionTone: Record<DecisionState, Tone> = {
  provisional: 'neutral',
  confirmed: 'info',
  released: 'good',
}
export const offerTone: Record<OfferState, Tone> = {
  open: 'waiting',
  accepted: 'good',
  declined: 'bad',
  lapsed: 'bad',
  withdrawn: 'neutral',
}
export const releaseTone: Record<ReleaseState, Tone> = {
  draft: 'neutral',
  dry_run: 'info',
  approved: 'info',
  scheduled: 'waiting',
  first_batch: 'waiting',
  holding: 'warn',
  rest: 'waiting',
  released: 'good',
  stopped: 'bad',
  undone: 'bad',
}
export const itemTone: Record<ItemState, Tone> = {
  pending: 'neutral',
  released: 'good',
  held_back: 'warn',
  undone: 'bad',
  left_out: 'neutral',
}
