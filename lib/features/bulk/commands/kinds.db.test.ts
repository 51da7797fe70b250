import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { applications } from '@/db/schema/applications'
import { bulkItems } from '@/db/schema/bulk'
import { useFreshDatabase } from '@/db/testing'
import type { Permission } from '@/lib/domain/partners/permissions'
import {
  aPartnerWithFee,
  anApplicantWhoMustPay,
  aStaffMember as aFinanceMember,
} from '@/lib/features/payments/testing'
import {
  aReviewingPartner,
  aStaffMember,
  anApplicationInReview,
  assignmentsOf,
  rowOf,
} from '@/lib/features/reviews/testing'
import type { Staff } from '@/lib/platform/auth/actors'
import type { Ctx } from '@/lib/platform/context'
import { carryOut } from './carry-out'
import { confirmRun } from './confirm-run'
import { startRun } from './start-run'
import { type BulkKindId, bulkKinds } from '../kinds/registry'

const fresh = useFreshDatabase()

/** No gateway is asked here. */
const keys = { keyId: 'key', keySecret: 'secret', webhookSecret: 'webhook' }

/** Dry run, confirmation and work; gives what the dry run said and what became of each application. */
async function does(who: Ctx<Staff>, kind: BulkKindId, ids: string[], input: Record<string, unknown>) {
  const ctx = { ...who, now: new Date() } as Ctx<Staff<'applications.read'>>
  const started = await startRun(ctx, { kind, target: { by: 'choice', ids }, input })
  if (!started.ok) throw new Error(JSON.stringify(started.refusal))
  const { runId } = started.value
  await confirmRun(ctx, { runId })
  await carryOut({ partnerId: ctx.actor.partnerId, runId })
  const items = await fresh().db.select().from(bulkItems).where(eq(bulkItems.runId, runId))
  return ids.map((id) => {
    const item = items.find(({ applicationId }) => applicationId === id)
    return [item?.verdict, item?.state, item?.reason]
  })
}

const withdrawn = async (world: Awaited<ReturnType<typeof aReviewingPartner>>) => {
  const who = await anApplicationInReview(world, 'Riya Sen')
  await fresh()
    .db.update(applications)
    .set({ state: 'withdrawn' })
    .where(eq(applications.id, who.applicationId))
  return who.applicationId
}

test('applications move to a stage; those that are there are left, those that are over are refused', async () => {
  const world = await aReviewingPartner()
  const officer = await aStaffMember(world.partner, 'admissions_officer')
  const [asha, kabir] = [await anApplicationInReview(world), await anApplicationInReview(world, 'Kabir Khan')]
  const over = await withdrawn(world)
  await does(officer, 'move_stage', [kabir.applicationId], { stageId: world.panel })
  const ids = [asha.applicationId, kabir.applicationId, over]
  expect(await does(officer, 'move_stage', ids, { stageId: world.panel })).toEqual([
    ['change', 'done', null],
    ['already', 'skipped', null],
    ['refused', 'refused', 'application_over'],
  ])
  expect((await rowOf(asha)).stageId).toBe(world.panel)
})

test('reviewers named by hand get the applications; whoever has it keeps it', async () => {
  const world = await aReviewingPartner()
  const officer = await aStaffMember(world.partner, 'admissions_officer')
  const reviewer = await aStaffMember(world.partner, 'reviewer')
  const [asha, kabir] = [await anApplicationInReview(world), await anApplicationInReview(world, 'Kabir Khan')]
  const input = { way: 'by_hand', reviewerIds: reviewer.actor.accountId }
  await does(officer, 'assign_reviewer', [asha.applicationId], input)
  const ids = [asha.applicationId, kabir.applicationId, await withdrawn(world)]
  expect(await does(officer, 'assign_reviewer', ids, input)).toEqual([
    ['already', 'skipped', null],
    ['change', 'done', null],
    ['refused', 'refused', 'application_over'],
  ])
  expect(await assignmentsOf(asha)).toHaveLength(1)
  expect((await assignmentsOf(kabir)).map(({ reviewerId }) => reviewerId)).toEqual([reviewer.actor.accountId])
})

test('shared out evenly, every application gets as many reviewers as its stage wants', async () => {
  const world = await aReviewingPartner()
  const officer = await aStaffMember(world.partner, 'admissions_officer')
  const reviewers = [
    await aStaffMember(world.partner, 'reviewer'),
    await aStaffMember(world.partner, 'reviewer'),
  ]
  const people = []
  for (let made = 0; made < 6; made++) people.push(await anApplicationInReview(world, `Person ${made}`))
  const ids = people.map(({ applicationId }) => applicationId)
  const outcome = await does(officer, 'assign_reviewer', ids, { way: 'evenly' })
  expect(outcome).toEqual(ids.map(() => ['change', 'done', null]))
  const held = (await Promise.all(people.map(assignmentsOf))).flat().map(({ reviewerId }) => reviewerId)
  for (const { actor } of reviewers) expect(held.filter((id) => id === actor.accountId)).toHaveLength(3)
})

test('a fee is waived once for a reason; waived already is left, nothing due is refused', async () => {
  const partner = await aPartnerWithFee('http://127.0.0.1:9', keys)
  const finance = await aFinanceMember<'fees.waive'>(partner)
  const [riya, lakshmi] = [
    await anApplicantWhoMustPay(partner),
    await anApplicantWhoMustPay(partner, 'Lakshmi'),
  ]
  const input = { reason: 'A flood in the district' }
  await does(finance, 'waive_fee', [riya.applicationId], input)
  const outcome = await does(finance, 'waive_fee', [riya.applicationId, lakshmi.applicationId], input)
  expect(outcome).toEqual([
    ['already', 'skipped', null],
    ['change', 'done', null],
  ])
  const [row] = await fresh()
    .db.select({ waivedAt: applications.feeWaivedAt })
    .from(applications)
    .where(eq(applications.id, lakshmi.applicationId))
  expect(row?.waivedAt).not.toBeNull()
})

test('an application without an attempt has nothing to re-check', async () => {
  const world = await aReviewingPartner()
  const officer = await aStaffMember(world.partner, 'admissions_officer')
  const asha = await anApplicationInReview(world)
  expect(await does(officer, 'recheck_assessment', [asha.applicationId], {})).toEqual([
    ['refused', 'pending', null],
  ])
})

test('every kind refuses a role without its permission and what it asks for when that is missing', async () => {
  const world = await aReviewingPartner()
  const reviewer = (await aStaffMember(world.partner, 'reviewer')) as Ctx<Staff<'applications.read'>>
  const asha = await anApplicationInReview(world)
  const target = { by: 'choice' as const, ids: [asha.applicationId] }
  const shut: [BulkKindId, Permission][] = [
    ['assign_reviewer', 'applications.assign'],
    ['move_stage', 'applications.assign'],
    ['message', 'messages.send'],
    ['waive_fee', 'fees.waive'],
  ]
  for (const [kind, permission] of shut) {
    expect(bulkKinds[kind].permission).toBe(permission)
    expect(await startRun(reviewer, { kind, target, input: {} })).toMatchObject({
      refusal: { code: 'not_allowed' },
    })
    expect(bulkKinds[kind].read({})).toMatchObject({ refusal: { code: 'invalid_input' } })
  }
})
