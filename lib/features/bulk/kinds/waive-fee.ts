import { z } from 'zod'
import { database } from '@/db/client'
import type { Verdict } from '@/lib/domain/bulk/run'
import { canWaiveFee } from '@/lib/domain/payments/can-desk'
import { ok } from '@/lib/domain/shared/result'
import { waiveFee as waive } from '@/lib/features/payments/commands/waive-fee'
import { loadFeeDesk } from '@/lib/features/payments/queries/fee-desk'
import { defineKind, verdictOf } from './kind'

const atOnce = 4

/** Lets the fee of applications go, for one reason in staff's words. */
export const waiveFee = defineKind({
  permission: 'fees.waive',
  input: z.object({
    reason: z.string({ error: 'reason_required' }).trim().min(5, 'reason_required').max(500, 'too_long'),
  }),
  pace: { atOnce: 2, leaseSeconds: 30 },
  fields: async () => [{ name: 'reason', as: 'textarea' }],
  judge: async ({ partnerId }, _input, ids, now) => {
    const verdicts = new Map<string, Verdict>()
    const waiting = [...ids]
    const lane = async () => {
      for (let id = waiting.pop(); id; id = waiting.pop()) {
        const desk = await loadFeeDesk(database(), partnerId, { id }, { now })
        if (desk) verdicts.set(id, verdictOf(canWaiveFee(desk.facts), desk.facts.journey.fee.waived))
      }
    }
    await Promise.all(Array.from({ length: atOnce }, lane))
    return verdicts
  },
  act: async (ctx, { reason }, { number }) => {
    const waived = await waive(ctx, { number, reason })
    return waived.ok ? ok('done') : waived
  },
})
