import { randomUUID } from 'node:crypto'
import { and, desc, eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { database } from '@/db/client'
import { accounts, applicants, consents, emailCodes, sessions } from '@/db/schema/accounts'
import { events } from '@/db/schema/events'
import { messages } from '@/db/schema/messages'
import { partners } from '@/db/schema/partners'
import { useFreshDatabase } from '@/db/testing'
import { noticeVersion } from '@/lib/domain/applicants/notice'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import type { Visitor } from '@/lib/platform/auth/actors'
import { findHolder, findExpiredHolder } from '@/lib/platform/auth/session'
import { type TestBrowser, aBrowser, applicantActor } from '@/lib/platform/auth/testing'
import type { Ctx } from '@/lib/platform/context'
import { agreeToPrivacyNotice } from './commands/agree-to-privacy-notice'
import { importAccount } from './commands/import-account'
import { register } from './commands/register'
import { resendCode } from './commands/resend-code'
import { askForReset, resetPassword } from './commands/reset-password'
import { rememberLocale, signOut, signOutDevice, signOutEverywhere } from './commands/sessions'
import { signIn } from './commands/sign-in'
import { verifyEmail } from './commands/verify-email'
import { findPendingCode, getProfile, listDevices } from './queries'
import { agreeInput, registerInput } from './schema'

const fresh = useFreshDatabase()

let greenfield: string
let riverside: string
let now: Date
let somebody = 0

beforeAll(async () => {
  greenfield = await aPartner('greenfield')
  riverside = await aPartner('riverside')
})
beforeEach(() => {
  now = new Date()
  somebody += 1
})

const password = 'neem tree monsoon'
const asha = () => `asha${somebody}@sandbox.test`
const visitor = (partnerId = greenfield): Ctx<Visitor> => ({
  actor: { kind: 'visitor', partnerId },
  now,
  source: 'browser',
  requestId: randomUUID(),
})
const details = (
  given: Partial<{ email: string; password: string; fullName: string; mobile: string; next: string }> = {},
) =>
  registerInput.parse({
    fullName: 'Asha Rao',
    email: asha(),
    mobile: '98765 43210',
    password,
    consent: 'yes',
    noticeVersion: '2026-11-1',
    'dateOfBirth-day': '11',
    'dateOfBirth-month': '2',
    'dateOfBirth-year': '2008',
    ...given,
  })
const credentials = (typed = password) => ({ email: asha(), password: typed, next: null })

describe('registering', () => {
  test('keeps account, applicant, consent, event, code and mail, and leads to the code page without signing in', async () => {
    const browser = aBrowser({ locale: 'hi' })
    expect(await register(visitor(), details(), browser)).toEqual({ ok: true, value: { goTo: '/verify' } })
    const account = await accountOf()
    expect(account).toMatchObject({
      kind: 'applicant',
      fullName: 'Asha Rao',
      locale: 'hi',
      emailVerifiedAt: null,
    })
    expect(account?.passwordHash).toMatch(/^\$argon2id\$/)
    expect(await applicantsOf(account!.id)).toMatchObject([
      { mobile: '+919876543210', dateOfBirth: '2008-02-11' },
    ])
    expect(await consentsOf(account!.id)).toMatchObject([
      { noticeVersion: '2026-11-1', language: 'hi', purpose: 'application' },
    ])
    expect(await eventsOf(account!.id)).toEqual(['account.registered'])
    expect(await mailTo()).toMatchObject([{ template: 'verify_email', state: 'queued', locale: 'hi' }])
    const [code] = await codesOf(account!.id)
    expect(code!.codeHash).not.toContain(await codeSentTo())
    expect(
      await fresh()
        .sql`select 1 from pgboss.job where name = 'messages.deliver' and data->>'messageId' = ${code!.messageId}`,
    ).toHaveLength(1)
    expect(browser.sessionId).toBeNull()
  })

  test('ten at once with one address make one account', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => register(visitor(), details(), aBrowser())),
    )
    expect(answers.every((answer) => answer.ok)).toBe(true)
    const all = await database().select().from(accounts).where(eq(accounts.email, asha()))
    expect(all).toHaveLength(1)
    expect(await applicantsOf(all[0]!.id)).toHaveLength(1)
    expect(await eventsOf(all[0]!.id)).toEqual(['account.registered'])
  })

  test('with the address of an account answers the same, makes no second account and tells its owner', async () => {
    await aConfirmedApplicant()
    const before = await accountOf()
    const stranger = aBrowser()
    const given = details({ password: 'another long secret', fullName: 'Somebody Else' })
    expect(await register(visitor(), given, stranger)).toEqual({ ok: true, value: { goTo: '/verify' } })
    expect(await accountOf()).toEqual(before)
    expect((await mailTo())[0]).toMatchObject({ template: 'already_registered' })
    expect((await mailTo())[0]!.body).not.toMatch(/\d{6}/)
    const guesses = []
    for (let n = 0; n < 6; n += 1)
      guesses.push(refusalOf(await verifyEmail(visitor(), { code: '123456' }, stranger)))
    expect(guesses).toEqual([...Array(5).fill('code_wrong'), 'code_used_up'])
  })

  test('by a stranger first gives the stranger nothing: who confirms the address gets their own password and name', async () => {
    await register(
      visitor(),
      details({ password: 'the stranger knows this', fullName: 'Stranger', mobile: '9876500000' }),
      aBrowser(),
    )
    const owner = aBrowser()
    await register(visitor(), details(), owner)
    const code = await codeSentTo()
    await register(visitor(), details({ password: 'the stranger knows this' }), aBrowser())
    expect(await verifyEmail(visitor(), { code }, owner)).toEqual({
      ok: true,
      value: { goTo: '/applications' },
    })
    expect(await accountOf()).toMatchObject({ fullName: 'Asha Rao' })
    expect(await applicantsOf((await accountOf())!.id)).toMatchObject([{ mobile: '+919876543210' }])
    expect(refusalOf(await signIn(visitor(), credentials('the stranger knows this'), aBrowser()))).toBe(
      'wrong_sign_in',
    )
    expect((await signIn(visitor(), credentials(), aBrowser())).ok).toBe(true)
  })

  test('the same address may register at another partner, as another account', async () => {
    await register(visitor(), details(), aBrowser())
    await register(visitor(riverside), details(), aBrowser())
    expect(await database().select().from(accounts).where(eq(accounts.email, asha()))).toHaveLength(2)
  })
})

describe('the six-digit code', () => {
  test('confirms the address once, signs in and leads to where the applicant was going', async () => {
    const browser = aBrowser()
    await register(visitor(), details({ next: '/programmes' }), browser)
    const pending = browser.pending
    const code = await codeSentTo()
    expect(await verifyEmail(visitor(), { code }, browser)).toEqual({
      ok: true,
      value: { goTo: '/programmes' },
    })
    const account = await accountOf()
    expect(account!.emailVerifiedAt).toEqual(now)
    expect(await eventsOf(account!.id)).toEqual([
      'account.registered',
      'account.email_verified',
      'account.signed_in',
    ])
    expect(await findHolder(greenfield, browser.sessionId!)).toMatchObject({
      kind: 'applicant',
      accountId: account!.id,
      isEmailVerified: true,
      hasAgreed: true,
    })
    expect(browser.pending).toBeNull()
    browser.pending = pending
    expect(refusalOf(await verifyEmail(visitor(), { code }, browser))).toBe('code_used_up')
  })

  test('sent twenty times at once signs in once', async () => {
    const browser = aBrowser()
    await register(visitor(), details(), browser)
    const code = await codeSentTo()
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => verifyEmail(visitor(), { code }, { ...browser })),
    )
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
    expect(await sessionsOf((await accountOf())!.id)).toHaveLength(1)
  })

  test('allows five tries, right or wrong, however many come at once', async () => {
    const browser = aBrowser()
    await register(visitor(), details(), browser)
    const code = await codeSentTo()
    const wrong = code === '000000' ? '000001' : '000000'
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => verifyEmail(visitor(), { code: wrong }, browser)),
    )
    expect(answers.map(refusalOf).filter((refusal) => refusal === 'code_wrong')).toHaveLength(5)
    expect(refusalOf(await verifyEmail(visitor(), { code }, browser))).toBe('code_used_up')
    expect((await accountOf())!.emailVerifiedAt).toBeNull()
  })

  test('expires after ten minutes of the portal’s clock', async () => {
    const browser = aBrowser()
    await register(visitor(), details(), browser)
    const code = await codeSentTo()
    now = secondsAfter(now, 600)
    expect(refusalOf(await verifyEmail(visitor(), { code }, browser))).toBe('code_expired')
  })

  test('is worth nothing in another browser or at another partner', async () => {
    const browser = aBrowser()
    await register(visitor(), details(), browser)
    const code = await codeSentTo()
    expect(refusalOf(await verifyEmail(visitor(), { code }, aBrowser()))).toBe('code_expired')
    expect(refusalOf(await verifyEmail(visitor(riverside), { code }, browser))).toBe('code_expired')
    expect((await verifyEmail(visitor(), { code }, browser)).ok).toBe(true)
  })

  test('can be sent again after 30 seconds, five times an hour; the new one makes the last one useless', async () => {
    const browser = aBrowser()
    await register(visitor(), details(), browser)
    const first = { pending: browser.pending, code: await codeSentTo() }
    expect(refusalOf(await resendCode(visitor(), {}, browser))).toBe('too_many_tries')
    await halfAMinutePasses()
    now = secondsAfter(now, 31)
    expect((await resendCode(visitor(), {}, browser)).ok).toBe(true)
    const second = await codeSentTo()
    expect(
      refusalOf(await verifyEmail(visitor(), { code: first.code }, { ...browser, pending: first.pending })),
    ).toBe('code_used_up')
    expect(second).not.toBe(first.code)
    for (let n = 0; n < 4; n += 1) {
      await halfAMinutePasses()
      expect((await resendCode(visitor(), {}, browser)).ok).toBe(true)
    }
    await halfAMinutePasses()
    expect(refusalOf(await resendCode(visitor(), {}, browser))).toBe('too_many_tries')
    expect((await verifyEmail(visitor(), { code: await codeSentTo() }, browser)).ok).toBe(true)
  })

  test('stands on the page of a sandbox, with the state of its mail', async () => {
    const browser = aBrowser()
    await register(visitor(), details(), browser)
    expect(await findPendingCode(visitor().actor, 'verify_email', browser)).toMatchObject({
      email: asha(),
      delivery: { state: 'queued' },
      sandboxCode: await codeSentTo(),
    })
    await database().update(partners).set({ isSandbox: false }).where(eq(partners.id, greenfield))
    expect(await findPendingCode(visitor().actor, 'verify_email', browser)).toMatchObject({
      sandboxCode: null,
    })
    await database().update(partners).set({ isSandbox: true }).where(eq(partners.id, greenfield))
    expect(await findPendingCode(visitor(riverside).actor, 'verify_email', browser)).toBeNull()
  })
})

describe('signing in', () => {
  test('opens a new session each time, ends the browser’s last one and brings the account’s language', async () => {
    await aConfirmedApplicant({ locale: 'hi' })
    const browser = aBrowser()
    expect(await signIn(visitor(), { ...credentials(), next: '/profile' }, browser)).toEqual({
      ok: true,
      value: { goTo: '/profile' },
    })
    const first = browser.sessionId!
    expect(browser.locale).toBe('hi')
    await signIn(visitor(), credentials(), browser)
    expect(browser.sessionId).not.toBe(first)
    expect(await findHolder(greenfield, first)).toBeNull()
    expect(
      (await eventsOf((await accountOf())!.id)).filter((name) => name === 'account.signed_in'),
    ).toHaveLength(3)
  })

  test('with an unconfirmed address leads to the code page with a fresh code, not to a session', async () => {
    await register(visitor(), details(), aBrowser())
    const browser = aBrowser()
    expect(await signIn(visitor(), credentials(), browser)).toEqual({ ok: true, value: { goTo: '/verify' } })
    expect(browser.sessionId).toBeNull()
    expect((await verifyEmail(visitor(), { code: await codeSentTo() }, browser)).ok).toBe(true)
  })

  test('says the same of an unknown address and of a wrong password, here and at another partner', async () => {
    await aConfirmedApplicant()
    expect(refusalOf(await signIn(visitor(), credentials('not the password'), aBrowser()))).toBe(
      'wrong_sign_in',
    )
    expect(
      refusalOf(await signIn(visitor(), { ...credentials(), email: 'nobody@sandbox.test' }, aBrowser())),
    ).toBe('wrong_sign_in')
    expect(refusalOf(await signIn(visitor(riverside), credentials(), aBrowser()))).toBe('wrong_sign_in')
  })

  test('after ten wrong guesses is closed to strangers, and stays open to a browser the owner has used', async () => {
    const own = await aConfirmedApplicant()
    const stranger = () => aBrowser({ address: `198.51.100.${Math.floor(Math.random() * 200)}` })
    const guesses = await Promise.all(
      Array.from({ length: 12 }, () => signIn(visitor(), credentials('a guess'), stranger())),
    )
    expect(guesses.map(refusalOf).filter((refusal) => refusal === 'wrong_sign_in')).toHaveLength(10)
    expect(refusalOf(await signIn(visitor(), credentials(), stranger()))).toBe('too_many_tries')
    expect((await signIn(visitor(), credentials(), own)).ok).toBe(true)
    await quarterOfAnHourPasses()
    expect((await signIn(visitor(), credentials(), stranger())).ok).toBe(true)
  })

  test('a browser the owner has used counts its own wrong guesses', async () => {
    const own = await aConfirmedApplicant()
    for (let n = 0; n < 10; n += 1) await signIn(visitor(), credentials('a guess'), own)
    expect(refusalOf(await signIn(visitor(), credentials(), own))).toBe('too_many_tries')
    expect((await signIn(visitor(), credentials(), aBrowser())).ok).toBe(true)
  })

  test('from one address is closed after sixty failures over any accounts', async () => {
    const browser = aBrowser({ address: '203.0.113.9' })
    await fresh()
      .sql`insert into rate_limits values (${greenfield}, 'sign_in:address:203.0.113.9', now(), 60)`
    await aConfirmedApplicant()
    expect(refusalOf(await signIn(visitor(), credentials(), browser))).toBe('too_many_tries')
  })

  test('a right password never counts as a failure', async () => {
    await aConfirmedApplicant()
    for (let n = 0; n < 12; n += 1) expect((await signIn(visitor(), credentials(), aBrowser())).ok).toBe(true)
  })
})

describe('a session', () => {
  const aSession = async () => {
    const browser = await aConfirmedApplicant()
    return { id: browser.sessionId!, accountId: (await accountOf())!.id }
  }
  const minutesLater = (minutes: number) => secondsAfter(new Date(), minutes * 60)

  test('of an applicant ends after two idle hours, and then still names its owner', async () => {
    const { id, accountId } = await aSession()
    expect(await findExpiredHolder(greenfield, id)).toBeNull()
    expect(await findHolder(greenfield, id, minutesLater(121))).toBeNull()
    expect(await findExpiredHolder(greenfield, id, minutesLater(121))).toEqual({
      partnerId: greenfield,
      accountId,
    })
  })

  test('lives on while it is used, and is marked as used at most once a minute', async () => {
    const { id } = await aSession()
    const seen = async () =>
      (await database().select().from(sessions).where(eq(sessions.id, id)))[0]!.lastSeenAt
    const first = await seen()
    await findHolder(greenfield, id, secondsAfter(first, 59))
    expect(await seen()).toEqual(first)
    await findHolder(greenfield, id, minutesLater(100))
    expect(await findHolder(greenfield, id, minutesLater(200))).not.toBeNull()
  })

  test('ends after fourteen days however much it is used', async () => {
    const { id } = await aSession()
    await database()
      .update(sessions)
      .set({ lastSeenAt: minutesLater(14 * 1440) })
      .where(eq(sessions.id, id))
    expect(await findHolder(greenfield, id, minutesLater(14 * 1440 - 1))).not.toBeNull()
    expect(await findHolder(greenfield, id, minutesLater(14 * 1440 + 1))).toBeNull()
  })

  test('of staff ends after 45 idle minutes', async () => {
    const { id, accountId } = await aSession()
    await fresh().sql`update accounts set kind = 'staff' where id = ${accountId}`
    await fresh().sql`insert into staff values (${greenfield}, ${accountId}, 'reviewer')`
    await fresh().sql`update sessions set second_step_at = now() where id = ${id}`
    expect(await findHolder(greenfield, id, minutesLater(44))).toMatchObject({
      kind: 'staff',
      role: 'reviewer',
    })
    expect(await findHolder(greenfield, id, minutesLater(44 + 46))).toBeNull()
  })

  test('is worth nothing at another partner', async () => {
    const { id } = await aSession()
    expect(await findHolder(riverside, id)).toBeNull()
    expect(await findExpiredHolder(riverside, id, minutesLater(121))).toBeNull()
  })

  test('that was signed out is gone, and names nobody', async () => {
    const browser = await aConfirmedApplicant()
    const id = browser.sessionId!
    expect((await signOut(visitor(), {}, browser)).ok).toBe(true)
    expect(browser.sessionId).toBeNull()
    expect(await findHolder(greenfield, id)).toBeNull()
    expect(await findExpiredHolder(greenfield, id, minutesLater(121))).toBeNull()
    expect(await eventsOf((await accountOf())!.id)).toContain('account.signed_out')
  })
})

describe('one’s own devices', () => {
  test('are listed, can be signed out one by one or all, and nobody else’s can', async () => {
    const phone = await aConfirmedApplicant()
    const accountId = (await accountOf())!.id
    const laptop = aBrowser()
    await signIn(visitor(), credentials(), laptop)
    const me = await applicantActor(greenfield, accountId)
    const ctx = { ...visitor(), actor: me }
    expect(await listDevices(me)).toMatchObject([
      { isThisOne: true },
      {},
      { device: { browser: 'Chrome', system: 'Android' } },
    ])
    somebody += 1000
    await aConfirmedApplicant()
    const other = { ...visitor(), actor: await applicantActor(greenfield, (await accountOf())!.id) }
    expect(refusalOf(await signOutDevice(other, { sessionId: phone.sessionId! }))).toBe('not_found')
    const abroad = { ...ctx, actor: { ...me, partnerId: riverside } }
    expect(refusalOf(await signOutDevice(abroad, { sessionId: phone.sessionId! }))).toBe('not_found')
    expect(await listDevices(abroad.actor)).toEqual([])
    expect(await signOutDevice(ctx, { sessionId: phone.sessionId! })).toEqual({
      ok: true,
      value: { goTo: '/profile' },
    })
    expect(await findHolder(greenfield, phone.sessionId!)).toBeNull()
    expect(await findHolder(greenfield, laptop.sessionId!)).not.toBeNull()
    await signOutEverywhere(ctx)
    expect(await listDevices(me)).toEqual([])
    expect(await listDevices(other.actor)).toHaveLength(2)
    expect(await eventsOf(accountId)).toContain('account.signed_out_everywhere')
  })

  test('the profile shows what registration asked, and keeps a chosen language with an event', async () => {
    await aConfirmedApplicant()
    const me = await applicantActor(greenfield, (await accountOf())!.id)
    expect(await getProfile(me)).toEqual({
      fullName: 'Asha Rao',
      email: asha(),
      mobile: '+919876543210',
      dateOfBirth: '2008-02-11',
      locale: 'en',
    })
    await rememberLocale({ ...visitor(), actor: me }, 'hi')
    await rememberLocale({ ...visitor(), actor: me }, 'hi')
    expect((await accountOf())!.locale).toBe('hi')
    expect((await eventsOf(me.accountId)).filter((name) => name === 'account.language_chosen')).toHaveLength(
      1,
    )
  })
})

describe('a forgotten password', () => {
  test('is replaced with the code; every session ends, this browser is signed in and the owner is told', async () => {
    const old = await aConfirmedApplicant()
    const accountId = (await accountOf())!.id
    const browser = aBrowser()
    expect(await askForReset(visitor(), { email: asha() }, browser)).toEqual({
      ok: true,
      value: { goTo: '/forgot-password/new-password' },
    })
    const given = { email: asha(), code: await codeSentTo(), password: 'a brand new secret' }
    expect((await resetPassword(visitor(), given, browser)).ok).toBe(true)
    expect(await findHolder(greenfield, old.sessionId!)).toBeNull()
    expect(await findHolder(greenfield, browser.sessionId!)).toMatchObject({ accountId })
    expect(refusalOf(await signIn(visitor(), credentials(), aBrowser()))).toBe('wrong_sign_in')
    expect((await signIn(visitor(), credentials('a brand new secret'), aBrowser())).ok).toBe(true)
    expect((await mailTo())[0]).toMatchObject({ template: 'password_changed' })
    expect(await eventsOf(accountId)).toContain('account.password_reset')
  })

  test('of an unknown address looks the same, sends nothing and opens nothing', async () => {
    const browser = aBrowser()
    expect(await askForReset(visitor(), { email: asha() }, browser)).toEqual({
      ok: true,
      value: { goTo: '/forgot-password/new-password' },
    })
    expect(await mailTo()).toEqual([])
    const answers = []
    for (let n = 0; n < 6; n += 1) {
      answers.push(
        refusalOf(
          await resetPassword(
            visitor(),
            { email: asha(), code: '123456', password: 'a brand new secret' },
            browser,
          ),
        ),
      )
    }
    expect(answers).toEqual([...Array(5).fill('code_wrong'), 'code_used_up'])
    expect(await findPendingCode(visitor().actor, 'reset_password', browser)).toMatchObject({
      delivery: { state: 'hidden' },
    })
  })

  test('a code for one purpose does not serve another', async () => {
    const browser = aBrowser()
    await register(visitor(), details(), browser)
    const given = { email: asha(), code: await codeSentTo(), password: 'a brand new secret' }
    expect(refusalOf(await resetPassword(visitor(), given, browser))).toBe('code_expired')
  })

  test('one address gets at most twenty codes an hour', async () => {
    await aConfirmedApplicant()
    for (let n = 0; n < 22; n += 1) await askForReset(visitor(), { email: asha() }, aBrowser())
    expect(
      (await mailTo()).filter(({ template }) => template === 'reset_password').length,
    ).toBeLessThanOrEqual(20)
  })
})

describe('the privacy notice', () => {
  test('is agreed to once by somebody whom staff brought in, before anything else opens', async () => {
    const browser = await anImportedApplicant()
    const accountId = (await accountOf())!.id
    expect(await findHolder(greenfield, browser.sessionId!)).toMatchObject({ accountId, hasAgreed: false })
    const pressedTwice = await Promise.all(
      [1, 2].map(() => agreeToPrivacyNotice(visitor(), agreement('/programmes'), browser)),
    )
    expect(pressedTwice).toEqual(Array(2).fill({ ok: true, value: { goTo: '/programmes' } }))
    expect(await consentsOf(accountId)).toMatchObject([
      { purpose: 'application', noticeVersion, language: 'hi', givenAt: now },
    ])
    expect((await eventsOf(accountId)).filter((name) => name === 'account.notice_agreed')).toHaveLength(1)
    expect(await findHolder(greenfield, browser.sessionId!)).toMatchObject({ hasAgreed: true })
  })

  test('is asked again of who agreed to an older one', async () => {
    const browser = await aConfirmedApplicant()
    const accountId = (await accountOf())!.id
    await database()
      .update(consents)
      .set({ noticeVersion: '2025-1' })
      .where(eq(consents.accountId, accountId))
    expect(await findHolder(greenfield, browser.sessionId!)).toMatchObject({ hasAgreed: false })
    expect((await agreeToPrivacyNotice(visitor(), agreement(), browser)).ok).toBe(true)
    expect((await consentsOf(accountId)).map((consent) => consent.noticeVersion).sort()).toEqual(
      ['2025-1', noticeVersion].sort(),
    )
  })

  test('is not agreed to by nobody, at another partner, without the tick, or in words that have changed meanwhile', async () => {
    const browser = await anImportedApplicant()
    expect(refusalOf(await agreeToPrivacyNotice(visitor(), agreement(), aBrowser()))).toBe('signed_out')
    expect(refusalOf(await agreeToPrivacyNotice(visitor(riverside), agreement(), browser))).toBe('signed_out')
    expect(
      refusalOf(await agreeToPrivacyNotice(visitor(), { ...agreement(), noticeVersion: '2025-1' }, browser)),
    ).toBe('notice_changed')
    expect(agreeInput.safeParse({ noticeVersion }).success).toBe(false)
    expect(await consentsOf((await accountOf())!.id)).toEqual([])
  })

  const agreement = (next?: string) => agreeInput.parse({ consent: 'yes', noticeVersion, next })

  /** Brought in by a file, and in with a password chosen by a code. */
  async function anImportedApplicant(): Promise<TestBrowser> {
    const person = { fullName: 'Asha Rao', email: asha(), mobile: '+919876543210', dateOfBirth: '2008-02-11' }
    await database().transaction((tx) => importAccount(tx, visitor(), person, 'hi'))
    const browser = aBrowser({ locale: 'hi' })
    await askForReset(visitor(), { email: asha() }, browser)
    await resetPassword(visitor(), { email: asha(), code: await codeSentTo(), password }, browser)
    return browser
  }
})

async function aPartner(slug: string): Promise<string> {
  const name = { en: slug, hi: slug }
  const [row] = await database()
    .insert(partners)
    .values({
      slug,
      name,
      tagline: name,
      brand: '#1d4ed8',
      hosts: [`${slug}.localhost`],
      isDefault: slug === 'greenfield',
      isSandbox: true,
      supportEmail: `help@${slug}.test`,
      grievanceOfficer: 'Meera Nair',
    })
    .returning()
  return row!.id
}

/** Registers and confirms; returns the browser in which that was done. */
async function aConfirmedApplicant(given: { locale?: 'en' | 'hi' } = {}): Promise<TestBrowser> {
  const browser = aBrowser(given)
  await register(visitor(), details(), browser)
  const confirmed = await verifyEmail(visitor(), { code: await codeSentTo() }, browser)
  if (!confirmed.ok) throw new Error(confirmed.refusal.code)
  return browser
}

async function accountOf(partnerId = greenfield) {
  const [account] = await database()
    .select()
    .from(accounts)
    .where(and(eq(accounts.partnerId, partnerId), eq(accounts.email, asha())))
  return account
}

const applicantsOf = (accountId: string) =>
  database().select().from(applicants).where(eq(applicants.accountId, accountId))
const consentsOf = (accountId: string) =>
  database().select().from(consents).where(eq(consents.accountId, accountId))
const codesOf = (accountId: string) =>
  database().select().from(emailCodes).where(eq(emailCodes.accountId, accountId))
const sessionsOf = (accountId: string) =>
  database().select().from(sessions).where(eq(sessions.accountId, accountId))

const mailTo = () =>
  database().select().from(messages).where(eq(messages.toEmail, asha())).orderBy(desc(messages.id))

async function codeSentTo(): Promise<string> {
  const mail = (await mailTo()).find(
    ({ template }) => template === 'verify_email' || template === 'reset_password',
  )
  return /(?<!\d)\d{6}(?!\d)/.exec(mail?.body ?? '')?.[0] ?? 'no code was sent'
}

async function eventsOf(accountId: string): Promise<string[]> {
  const rows = await database().select().from(events).orderBy(events.id)
  return rows
    .filter((row) => row.detail.accountId === accountId || row.actorId === accountId)
    .map((row) => row.name)
}

const refusalOf = (answer: { ok: true } | { ok: false; refusal: { code: string } }) =>
  answer.ok ? null : answer.refusal.code

// Throttling counts by the database's clock, so that is where time passes.
const halfAMinutePasses = () =>
  fresh()
    .sql`update rate_limits set window_start = window_start - interval '31 seconds' where key like 'code_wait:%'`
const quarterOfAnHourPasses = () =>
  fresh().sql`update rate_limits set window_start = window_start - interval '16 minutes'`
