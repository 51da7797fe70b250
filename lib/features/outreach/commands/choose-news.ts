import { contactChoices } from '@/db/schema/outreach'
import { type Result, ok } from '@/lib/domain/shared/result'
import type { Applicant } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import type { ChooseNewsInput } from '../schema'

/** Keeps whether the applicant wants news; what their application needs is written to them either way. */
export const chooseNews = (ctx: Ctx<Applicant>, input: ChooseNewsInput): Promise<Result<void>> =>
  transaction(async (tx) => {
    const { partnerId, accountId } = ctx.actor
    const wantsNews = input.wantsNews === 'yes'
    await tx
      .insert(contactChoices)
      .values({ partnerId, accountId, wantsNews, changedAt: ctx.now })
      .onConflictDoUpdate({
        target: [contactChoices.partnerId, contactChoices.accountId],
        set: { wantsNews, changedAt: ctx.now },
      })
    await recordEvent(tx, ctx, wantsNews ? 'account.news_wanted' : 'account.news_declined', {
      detail: { accountId },
    })
    return ok()
  })
