import { and, desc, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { database } from '@/db/client'
import { accounts, sessions, staff } from '@/db/schema/accounts'
import { events } from '@/db/schema/events'
import { messages } from '@/db/schema/messages'
import { authenticators, recoveryCodes, staffInvitations } from '@/db/schema/staff'
import { useFreshDatabase } from '@/db/testing'
import type { StaffRole } from '@/lib/domain/partners/permissions'
import { aPartner, aStaffMember } from '@/lib/features/assessments/testing'
import type { Staff, Visitor } from '@/lib/platform/auth/actors'
import { createSession, findBetweenSteps, findHolder } from '@/lib/platform/auth/session'
import { aBrowser } from '@/lib/platform/auth/testing'
import { recoveryCodesOf, totpCode } from '@/lib/platform/auth/totp'
import type { Ctx } from '@/lib/platform/context'
import { decrypt } from '@/lib/platform/secrets'
import { listAuditLog } from '../queries/audit'
import { findMember, listMembers, listStaffSessions } from '../queries/members'
import { getSecondStep } from '../queries/second-step'
import { inviteStaff, sendInvitationAgain, withdrawInvitation } from './invite-staff'
import { changeRole, endSession, endSessionsOf, letInAgain, resetSecondStep, shutOut } from './manage-staff'
import { renewRecoveryCodes } from './renew-recovery-codes'
import { aboutSecret, beginAuthenticator, takeSecondStep } from './second-step'

useFreshDatabase()

/** No provider is asked here. */
const nowhere = 'http://127.0.0.1:9'

type Manager = Staff<'staff.manage'>
const anAdmin = (partner: Awaited<ReturnType<typeof aPartner>>) => aStaffMember<Manager>(partner, 'admin')

/** Somebody whose password was right just now: a browser with a session that opens nothing yet. */
async function betweenTheSteps(partner: { id: string }, accountId: string) {
  const browser = aBrowser()
  const sessionId = await database().transaction((tx) =>
    createSession(tx, { partnerId: partner.id, accountId, kind: 'staff' }, browser.userAgent),
  )
  await browser.keepSession(sessionId, accountId)
  const ctx: Ctx<Visitor> = {
    actor: { kind: 'visitor', partnerId: partner.id },
    now: new Date(),
    source: 'browser',
    requestId: 'test',
  }
  return {
    browser,
    ctx,
    sessionId,
    types: (code: string) => takeSecondStep(ctx, { code, next: null }, browser),
  }
}

async function secretOf(accountId: string): Promise<string> {
  const [row] = await database().select().from(authenticators).where(eq(authenticators.accountId, accountId))
  return decrypt(row?.secret ?? '', aboutSecret(accountId))
}

/** Sets an authenticator up with the code it shows now and returns its secret. */
async function setsUp(partner: { id: string }, accountId: string): Promise<string> {
  const at = await betweenTheSteps(partner, accountId)
  await beginAuthenticator(at.ctx, {}, at.browser)
  const secret = await secretOf(accountId)
  expect(await at.types(totpCode(secret, new Date()))).toMatchObject({ ok: true })
  return secret
}

const eventsNamed = (partnerId: string, name: string) =>
  database()
    .select()
    .from(events)
    .where(and(eq(events.partnerId, partnerId), eq(events.name, name)))
    .orderBy(desc(events.at))

describe('the second step of signing in', () => {
  test('a right password alone opens nothing of the console', async () => {
    const partner = await aPartner(nowhere)
    const { actor } = await anAdmin(partner)
    const { sessionId } = await betweenTheSteps(partner, actor.accountId)
    expect(await findHolder(partner.id, sessionId)).toBeNull()
    expect(await findBetweenSteps(partner.id, sessionId)).toMatchObject({ accountId: actor.accountId })
  })

  test('the first right code confirms the authenticator, opens the session and makes ten recovery codes good', async () => {
    const partner = await aPartner(nowhere)
    const { actor } = await anAdmin(partner)
    const at = await betweenTheSteps(partner, actor.accountId)
    await beginAuthenticator(at.ctx, {}, at.browser)
    const secret = await secretOf(actor.accountId)
    const who = await findBetweenSteps(partner.id, at.sessionId)
    expect(who && (await getSecondStep(who))).toMatchObject({ stage: 'set_up', secret })
    expect(await at.types('000000')).toMatchObject({ ok: false, refusal: { code: 'second_step_wrong' } })
    expect(await at.types(totpCode(secret, new Date()))).toEqual({ ok: true, value: { goTo: '/staff' } })
    expect(await findHolder(partner.id, at.sessionId)).toMatchObject({ kind: 'staff', role: 'admin' })
    const kept = await database().select().from(recoveryCodes)
    expect(kept.filter(({ accountId }) => accountId === actor.accountId)).toHaveLength(10)
    expect(await eventsNamed(partner.id, 'account.authenticator_set_up')).toHaveLength(1)
    expect(await eventsNamed(partner.id, 'account.second_step_passed')).toHaveLength(1)
  })

  test('a code that was read over somebody’s shoulder opens nothing: each one works once', async () => {
    const partner = await aPartner(nowhere)
    const { actor } = await anAdmin(partner)
    const secret = await setsUp(partner, actor.accountId)
    const thief = await betweenTheSteps(partner, actor.accountId)
    expect(await thief.types(totpCode(secret, new Date()))).toMatchObject({
      ok: false,
      refusal: { code: 'second_step_used' },
    })
  })

  test('a recovery code opens the session once, and never again', async () => {
    const partner = await aPartner(nowhere)
    const { actor } = await anAdmin(partner)
    const [first = ''] = recoveryCodesOf(await setsUp(partner, actor.accountId))
    const typed = first.replace('-', '')
    expect(await (await betweenTheSteps(partner, actor.accountId)).types(typed)).toMatchObject({ ok: true })
    expect(await (await betweenTheSteps(partner, actor.accountId)).types(typed)).toMatchObject({
      ok: false,
      refusal: { code: 'recovery_code_wrong' },
    })
    expect(await eventsNamed(partner.id, 'account.recovery_code_used')).toHaveLength(1)
  })

  test('two browsers that type one recovery code at once: one comes in', async () => {
    const partner = await aPartner(nowhere)
    const { actor } = await anAdmin(partner)
    const [first = ''] = recoveryCodesOf(await setsUp(partner, actor.accountId))
    const two = [
      await betweenTheSteps(partner, actor.accountId),
      await betweenTheSteps(partner, actor.accountId),
    ]
    const results = await Promise.all(two.map((one) => one.types(first.replace('-', ''))))
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
  })

  test('ten wrong codes in a quarter of an hour shut the step, also for the right one', async () => {
    const partner = await aPartner(nowhere)
    const { actor } = await anAdmin(partner)
    const secret = await setsUp(partner, actor.accountId)
    const at = await betweenTheSteps(partner, actor.accountId)
    for (let guess = 0; guess < 10; guess += 1) await at.types(`00000${guess}`)
    const [code = ''] = recoveryCodesOf(secret)
    expect(await at.types(code.replace('-', ''))).toMatchObject({
      ok: false,
      refusal: { code: 'too_many_tries' },
    })
  })

  test('new recovery codes take the place of the old ones', async () => {
    const partner = await aPartner(nowhere)
    const ctx = await anAdmin(partner)
    const [old = ''] = recoveryCodesOf(await setsUp(partner, ctx.actor.accountId))
    const renewed = await renewRecoveryCodes(ctx)
    expect(renewed.ok && new Set(renewed.value.codes).size).toBe(10)
    const at = await betweenTheSteps(partner, ctx.actor.accountId)
    expect(await at.types(old.replace('-', ''))).toMatchObject({ ok: false })
    const [fresh = ''] = renewed.ok ? renewed.value.codes : []
    expect(await at.types(fresh.replace('-', ''))).toMatchObject({ ok: true })
  })

  test('another partner’s session is nobody between the steps here', async () => {
    const [here, there] = [await aPartner(nowhere), await aPartner(nowhere)]
    const { actor } = await anAdmin(there)
    const { sessionId } = await betweenTheSteps(there, actor.accountId)
    expect(await findBetweenSteps(here.id, sessionId)).toBeNull()
  })
})

describe('invitations', () => {
  const colleague = { email: 'ravi@college.test', fullName: 'Ravi Menon', role: 'finance' as StaffRole }
  const openInvitation = async (partnerId: string) =>
    (
      await database()
        .select()
        .from(staffInvitations)
        .where(eq(staffInvitations.partnerId, partnerId))
        .orderBy(desc(staffInvitations.createdAt))
    )[0]

  test('an invited colleague has an account that only the code in their own mail opens', async () => {
    const partner = await aPartner(nowhere)
    const ctx = await anAdmin(partner)
    expect(await inviteStaff(ctx, colleague)).toEqual({ ok: true, value: undefined })
    const invitation = await openInvitation(partner.id)
    expect(invitation).toMatchObject({ email: colleague.email, role: 'finance', acceptedAt: null })
    const [mail] = await database().select().from(messages).where(eq(messages.partnerId, partner.id))
    expect(mail).toMatchObject({ toEmail: colleague.email, template: 'staff_invited' })
    expect(mail?.body).toContain('/forgot-password')
    expect(await eventsNamed(partner.id, 'staff.invited')).toHaveLength(1)
    expect(await inviteStaff(ctx, colleague)).toMatchObject({ refusal: { code: 'already_invited' } })
  })

  test('the first time they come in, the invitation is accepted', async () => {
    const partner = await aPartner(nowhere)
    const ctx = await anAdmin(partner)
    await inviteStaff(ctx, colleague)
    const invitation = await openInvitation(partner.id)
    await setsUp(partner, invitation?.accountId ?? '')
    expect(await openInvitation(partner.id)).toMatchObject({ acceptedAt: expect.any(Date) })
    expect(await eventsNamed(partner.id, 'staff.joined')).toHaveLength(1)
  })

  test('an invitation that has run out opens nothing until it is sent again', async () => {
    const partner = await aPartner(nowhere)
    const ctx = await anAdmin(partner)
    await inviteStaff(ctx, colleague)
    const invitation = await openInvitation(partner.id)
    const accountId = invitation?.accountId ?? ''
    await database()
      .update(staffInvitations)
      .set({ expiresAt: new Date(Date.now() - 1000) })
      .where(eq(staffInvitations.id, invitation?.id ?? ''))
    const at = await betweenTheSteps(partner, accountId)
    await beginAuthenticator(at.ctx, {}, at.browser)
    const code = totpCode(await secretOf(accountId), new Date())
    expect(await at.types(code)).toMatchObject({ refusal: { code: 'invitation_expired' } })
    await sendInvitationAgain({ ...ctx, now: new Date() }, { invitationId: invitation?.id ?? '' })
    expect(await at.types(code)).toMatchObject({ ok: true })
  })

  test('an invitation taken back frees the address, and its account comes in no more', async () => {
    const partner = await aPartner(nowhere)
    const ctx = await anAdmin(partner)
    await inviteStaff(ctx, colleague)
    const invitation = await openInvitation(partner.id)
    await withdrawInvitation(ctx, { invitationId: invitation?.id ?? '' })
    const { sessionId } = await betweenTheSteps(partner, invitation?.accountId ?? '')
    expect(await findBetweenSteps(partner.id, sessionId)).toBeNull()
    expect(await letInAgain(ctx, { accountId: invitation?.accountId ?? '' })).toMatchObject({
      refusal: { code: 'not_found' },
    })
    expect(await inviteStaff(ctx, colleague)).toMatchObject({ ok: true })
    expect((await listMembers(ctx.actor)).map(({ email }) => email)).toContain(colleague.email)
  })

  test('an address that has an account is not invited, and another partner’s invitation is not found', async () => {
    const [here, there] = [await aPartner(nowhere), await aPartner(nowhere)]
    const [ctx, foreign] = [await anAdmin(here), await anAdmin(there)]
    const [own] = await database().select().from(accounts).where(eq(accounts.id, ctx.actor.accountId))
    expect(await inviteStaff(ctx, { ...colleague, email: own?.email ?? '' })).toMatchObject({
      refusal: { code: 'email_taken' },
    })
    await inviteStaff(ctx, colleague)
    const invitationId = (await openInvitation(here.id))?.id ?? ''
    expect(await withdrawInvitation(foreign, { invitationId })).toMatchObject({
      refusal: { code: 'not_found' },
    })
    expect(await sendInvitationAgain(foreign, { invitationId })).toMatchObject({
      refusal: { code: 'not_found' },
    })
  })
})

describe('what an administrator does about a colleague’s account', () => {
  test('another role holds from the next click', async () => {
    const partner = await aPartner(nowhere)
    const [ctx, member] = [await anAdmin(partner), await aStaffMember(partner, 'reviewer')]
    await changeRole(ctx, { accountId: member.actor.accountId, role: 'finance' })
    expect(await findHolder(partner.id, member.actor.sessionId)).toMatchObject({ role: 'finance' })
    expect((await eventsNamed(partner.id, 'staff.role_changed'))[0]?.detail).toMatchObject({
      from: 'reviewer',
      to: 'finance',
    })
  })

  test('whoever is shut out is out at once, everywhere, and comes in again when let in', async () => {
    const partner = await aPartner(nowhere)
    const [ctx, member] = [await anAdmin(partner), await aStaffMember(partner, 'reviewer')]
    const { accountId, sessionId } = member.actor
    await shutOut(ctx, { accountId })
    expect(await findHolder(partner.id, sessionId)).toBeNull()
    const again = await betweenTheSteps(partner, accountId)
    expect(await findBetweenSteps(partner.id, again.sessionId)).toBeNull()
    await letInAgain(ctx, { accountId })
    expect(await findBetweenSteps(partner.id, again.sessionId)).not.toBeNull()
    expect(await eventsNamed(partner.id, 'staff.shut_out')).toHaveLength(1)
    expect(await eventsNamed(partner.id, 'staff.let_in_again')).toHaveLength(1)
  })

  test('nobody changes their own account, and two administrators who demote each other at once leave one', async () => {
    const partner = await aPartner(nowhere)
    const [one, other] = [await anAdmin(partner), await anAdmin(partner)]
    expect(await shutOut(one, { accountId: one.actor.accountId })).toMatchObject({
      refusal: { code: 'not_on_oneself' },
    })
    const results = await Promise.all([
      changeRole(one, { accountId: other.actor.accountId, role: 'reviewer' }),
      shutOut(other, { accountId: one.actor.accountId }),
    ])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(results.find(({ ok }) => !ok)).toMatchObject({ refusal: { code: 'last_admin' } })
  })

  test('a lost authenticator is taken away: the sessions end and the next sign-in sets up a new one', async () => {
    const partner = await aPartner(nowhere)
    const [ctx, member] = [await anAdmin(partner), await aStaffMember(partner, 'reviewer')]
    const { accountId } = member.actor
    await setsUp(partner, accountId)
    await resetSecondStep(ctx, { accountId })
    const at = await betweenTheSteps(partner, accountId)
    const who = await findBetweenSteps(partner.id, at.sessionId)
    expect(who && (await getSecondStep(who))).toMatchObject({ stage: 'begin' })
    expect((await findMember(ctx.actor, accountId))?.openSessions).toBe(0)
    expect(await eventsNamed(partner.id, 'staff.second_step_reset')).toHaveLength(1)
  })

  test('one session ends, or all of a colleague’s', async () => {
    const partner = await aPartner(nowhere)
    const [ctx, member] = [await anAdmin(partner), await aStaffMember(partner, 'reviewer')]
    const { accountId, sessionId } = member.actor
    await endSession(ctx, { sessionId })
    expect(await findHolder(partner.id, sessionId)).toBeNull()
    await endSessionsOf(ctx, { accountId })
    const open = (await listStaffSessions(ctx.actor)).map((row) => row.accountId)
    expect(open).toContain(ctx.actor.accountId)
    expect(open).not.toContain(accountId)
    expect(await eventsNamed(partner.id, 'staff.sessions_ended')).toHaveLength(2)
  })

  test('another partner’s people and sessions are not found', async () => {
    const [here, there] = [await aPartner(nowhere), await aPartner(nowhere)]
    const [foreign, member] = [await anAdmin(there), await aStaffMember(here, 'reviewer')]
    const { accountId, sessionId } = member.actor
    for (const verb of [shutOut, letInAgain, endSessionsOf, resetSecondStep])
      expect(await verb(foreign, { accountId })).toMatchObject({ refusal: { code: 'not_found' } })
    expect(await changeRole(foreign, { accountId, role: 'admin' })).toMatchObject({
      refusal: { code: 'not_found' },
    })
    expect(await endSession(foreign, { sessionId })).toMatchObject({ refusal: { code: 'not_found' } })
    expect(await findMember(foreign.actor, accountId)).toBeNull()
    const [row] = await database().select().from(staff).where(eq(staff.accountId, accountId))
    const [session] = await database().select().from(sessions).where(eq(sessions.id, sessionId))
    expect([row?.role, row?.deactivatedAt, session?.revokedAt]).toEqual(['reviewer', null, null])
  })
})

test('the audit log narrows by event, person and day, goes page by page both ways, and shows no other partner', async () => {
  const [here, there] = [await aPartner(nowhere), await aPartner(nowhere)]
  const [ctx, foreign] = [await anAdmin(here), await anAdmin(there)]
  const member = await aStaffMember(here, 'reviewer')
  for (const role of ['finance', 'reviewer', 'finance'] as const)
    await changeRole({ ...ctx, now: new Date() }, { accountId: member.actor.accountId, role })
  await shutOut({ ...ctx, now: new Date() }, { accountId: member.actor.accountId })
  const reader = ctx.actor as Staff as Staff<'audit.read'>
  const all = await listAuditLog(reader, { name: 'staff.' })
  expect(all.rows.map(({ name }) => name)).toEqual([
    'staff.shut_out',
    'staff.role_changed',
    'staff.role_changed',
    'staff.role_changed',
  ])
  const first = await listAuditLog(reader, { name: 'staff.role_changed' }, {}, 2)
  const second = await listAuditLog(reader, { name: 'staff.role_changed' }, first.next ?? {}, 2)
  expect([...first.rows, ...second.rows]).toHaveLength(3)
  expect((await listAuditLog(reader, { name: 'staff.role_changed' }, second.previous ?? {}, 2)).rows).toEqual(
    first.rows,
  )
  expect((await listAuditLog(reader, { to: '2020-01-01' })).rows).toEqual([])
  expect((await listAuditLog(reader, { actor: member.actor.accountId, name: 'staff.' })).rows).toEqual([])
  const theirs = foreign.actor as Staff as Staff<'audit.read'>
  expect((await listAuditLog(theirs, { name: 'staff.' })).rows).toEqual([])
})
