import type { Refusal, Result } from '@/lib/domain/shared/result'
import { ok } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import type { Ctx } from '@/lib/platform/context'
import type { ConfirmManyInput, ProposeManyInput } from '../schema'
import { confirmDecision } from './confirm'
import { proposeDecision } from './propose'

/** What became of each application of one press: how many were done, and why the others were not. */
export type ManyOutcome = { done: number; refused: Array<{ number: string; refusal: Refusal }> }

/** The same decision proposed for each of several applications, one transaction each. */
export const proposeMany = (
  ctx: Ctx<Staff<'decisions.propose'>>,
  { numbers, ...proposal }: ProposeManyInput,
): Promise<Result<ManyOutcome>> => eachOf(numbers, (number) => proposeDecision(ctx, { number, ...proposal }))

/** What is proposed confirmed for each of several applications, one transaction each. */
export const confirmMany = (
  ctx: Ctx<Staff<'decisions.confirm'>>,
  { numbers }: ConfirmManyInput,
): Promise<Result<ManyOutcome>> => eachOf(numbers, (number) => confirmDecision(ctx, { number }))

async function eachOf(
  numbers: readonly string[],
  decide: (number: string) => Promise<Result<unknown>>,
): Promise<Result<ManyOutcome>> {
  const outcome: ManyOutcome = { done: 0, refused: [] }
  for (const number of new Set(numbers)) {
    const result = await decide(number)
    if (result.ok) outcome.done += 1
    else outcome.refused.push({ number, refusal: result.refusal })
  }
  return ok(outcome)
}
