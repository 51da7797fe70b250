import { and, eq, inArray, lt } from 'drizzle-orm'
import { type Tx, database } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import { offers } from '@/db/schema/decisions'
import type { MoveCause } from '@/lib/domain/decisions/decision'
import { canAnswer } from '@/lib/domain/decisions/can-answer'
import { offerMoves } from '@/lib/domain/decisions/offer'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import { writeMessage } from '@/lib/features/messages/commands'
import type { Applicant, System } from '@/lib/platform/auth/actors'
import { currentTime } from '@/lib/platform/clock'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { enqueue } from '@/lib/platform/jobs/enqueue'
import { type ApplicationInput, moveUpJob } from '../schema'
import { freeSeat } from './seats'
import { showOnApplication } from './show-on-application'

type Offer = typeof offers.$inferSelect

/** The applicant takes the seat. A second click is the same answer. Refuses what `canAnswer` refuses, and `not_found`. */
export const acceptOffer = (ctx: Ctx<Applicant>, input: ApplicationInput): Promise<Result<void>> =>
  transaction(async (tx) => {
    const offer = await ownOffer(tx, ctx, input.number)
    if (offer?.state === 'accepted') return ok()
    const verdict = canAnswer(offer, ctx.now)
    if (!verdict.ok || !offer) return verdict.ok ? refuse('offer_none') : verdict
    await tx
      .update(offers)
      .set({ state: offerMoves.accept.to, answeredAt: ctx.now })
      .where(and(eq(offers.partnerId, offer.partnerId), eq(offers.id, offer.id)))
    await showOnApplication(tx, offer.partnerId, offer.applicationId)
    await recordEvent(tx, ctx, 'offer.accepted', { applicationId: offer.applicationId })
    await writeMessage(tx, ctx, {
      template: 'offer_accepted',
      to: ctx.actor.email,
      locale: ctx.actor.locale,
      applicationId: offer.applicationId,
      params: { applicationNumber: input.number, acceptedAt: ctx.now },
      dedupeKey: `offer_accepted:${offer.id}`,
    })
    return ok()
  })

/** The applicant gives the seat up; it is free in the same transaction. Refuses what `canAnswer` refuses, and `not_found`. */
export const declineOffer = (ctx: Ctx<Applicant>, input: ApplicationInput): Promise<Result<void>> =>
  transaction(async (tx) => {
    const offer = await ownOffer(tx, ctx, input.number)
    if (offer?.state === 'declined') return ok()
    const verdict = offer?.state === 'accepted' ? ok() : canAnswer(offer, ctx.now)
    if (!verdict.ok || !offer) return verdict.ok ? refuse('offer_none') : verdict
    await tx
      .update(offers)
      .set({ state: offerMoves.decline.to, answeredAt: ctx.now, endedAt: ctx.now })
      .where(and(eq(offers.partnerId, offer.partnerId), eq(offers.id, offer.id)))
    await recordEvent(tx, ctx, 'offer.declined', { applicationId: offer.applicationId })
    await giveSeatOn(tx, offer, 'seat_declined')
    return ok()
  })

/** The seat is free, the application says so, and whoever is next on the waitlist is looked for. */
async function giveSeatOn(tx: Tx, offer: Offer, cause: MoveCause): Promise<void> {
  await showOnApplication(tx, offer.partnerId, offer.applicationId)
  await freeSeat(tx, offer)
  const { partnerId, intakeId, programmeId, category } = offer
  await enqueue(tx, moveUpJob, { partnerId, intakeId, programmeId, category, cause })
}

/** The applicant's own newest offer, with the application held until the transaction ends. */
async function ownOffer(tx: Tx, ctx: Ctx<Applicant>, number: string): Promise<Offer | null> {
  const { partnerId, accountId } = ctx.actor
  const [application] = await tx
    .select({ id: applications.id })
    .from(applications)
    .where(
      and(
        eq(applications.partnerId, partnerId),
        eq(applications.number, number),
        eq(applications.applicantId, accountId),
      ),
    )
    .for('update')
  return application ? liveOffer(tx, partnerId, application.id) : null
}

async function liveOffer(tx: Tx, partnerId: string, applicationId: string): Promise<Offer | null> {
  const [offer] = await tx
    .select()
    .from(offers)
    .where(
      and(
        eq(offers.partnerId, partnerId),
        eq(offers.applicationId, applicationId),
        inArray(offers.state, ['open', 'accepted', 'declined', 'lapsed']),
      ),
    )
  return offer ?? null
}

/** Ends every open offer whose last moment is past. Safe in several workers at once. Returns how many lapsed. */
export async function sweepLapsedOffers(): Promise<number> {
  const now = await currentTime()
  const due = await database()
    .select({ partnerId: offers.partnerId, applicationId: offers.applicationId })
    .from(offers)
    .where(and(eq(offers.state, 'open'), lt(offers.respondBy, now)))
    .orderBy(offers.respondBy)
    .limit(500)
  let lapsed = 0
  for (const { partnerId, applicationId } of due) {
    const ctx: Ctx<System> = {
      actor: { kind: 'system', partnerId },
      now,
      source: 'job',
      requestId: 'lapse',
    }
    const done = await lapseOffer(ctx, applicationId)
    if (done.ok && done.value) lapsed += 1
  }
  return lapsed
}

/** Ends one application's open offer when its last moment is past; false when there is nothing to end. */
export const lapseOffer = (ctx: Ctx<System>, applicationId: string): Promise<Result<boolean>> =>
  transaction(async (tx) => {
    const { partnerId } = ctx.actor
    const [application] = await tx
      .select({ number: applications.number, email: accounts.email, locale: accounts.locale })
      .from(applications)
      .innerJoin(
        accounts,
        and(eq(accounts.partnerId, applications.partnerId), eq(accounts.id, applications.applicantId)),
      )
      .where(and(eq(applications.partnerId, partnerId), eq(applications.id, applicationId)))
      .for('update', { of: applications })
    const offer = application ? await liveOffer(tx, partnerId, applicationId) : null
    if (!application || offer?.state !== 'open' || offer.respondBy >= ctx.now) return ok(false)
    await tx
      .update(offers)
      .set({ state: offerMoves.lapse.to, endedAt: ctx.now })
      .where(and(eq(offers.partnerId, partnerId), eq(offers.id, offer.id)))
    await recordEvent(tx, ctx, 'offer.lapsed', { applicationId })
    await giveSeatOn(tx, offer, 'seat_lapsed')
    await writeMessage(tx, ctx, {
      template: 'offer_lapsed',
      to: application.email,
      locale: application.locale,
      applicationId,
      params: { applicationNumber: application.number, respondBy: offer.respondBy },
      dedupeKey: `offer_lapsed:${offer.id}`,
    })
    return ok(true)
  })
