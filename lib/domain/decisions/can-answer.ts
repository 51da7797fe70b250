import { formatInstant } from '../shared/india-time'
import { type Result, ok, refuse } from '../shared/result'
import type { OfferState } from './decision'

/** May the applicant accept or decline now? Until the last moment, its own instant included. */
export function canAnswer(offer: { state: OfferState; respondBy: Date } | null, now: Date): Result<void> {
  if (!offer || offer.state === 'withdrawn') return refuse('offer_none', { waitsFor: 'staff' })
  if (offer.state === 'accepted') return refuse('offer_accepted')
  if (offer.state === 'declined') return refuse('offer_declined')
  if (offer.state === 'lapsed' || now > offer.respondBy)
    return refuse('offer_lapsed', { waitsFor: 'staff', params: { by: formatInstant(offer.respondBy) } })
  return ok()
}
