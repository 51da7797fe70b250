import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { database } from '@/db/client'
import { applicationPages, applications, preferences } from '@/db/schema/applications'
import { events } from '@/db/schema/events'
import { intakes, programmes } from '@/db/schema/partners'
import { intakeVersions } from '@/db/schema/versions'
import { useFreshDatabase } from '@/db/testing'
import type { IntakeTerms } from '@/lib/domain/partners/terms'
import { toTypedTerms } from '@/lib/domain/partners/typed-terms'
import { loadJourney } from '@/lib/features/applications/queries'
import { startApplication } from '@/lib/features/applications/commands/start-application'
import { startPayment } from '@/lib/features/payments/commands/start-payment'
import {
  type PartnerWithFee,
  aPartnerWithFee,
  aStaffMember,
  anApplicantWhoMustPay,
  applicantCtx,
  keptOf,
  systemCtx,
} from '@/lib/features/payments/testing'
import type { Staff } from '@/lib/platform/auth/actors'
import type { Ctx } from '@/lib/platform/context'
import { installQueues } from '@/lib/platform/jobs/worker'
import { registerWebhook } from '@/lib/providers/payments/razorpay/simulator-memory'
import { type SimulatorServer, serveSimulator } from '@/lib/providers/simulator-host'
import { simulators } from '@/lib/providers/simulators'
import { partnerJobs } from '../jobs'
import { findIntakePage, findVersions } from '../queries/intakes'
import { listOffered } from '../queries/terms'
import { findWhatIf } from '../queries/what-if'
import { createIntakeInput, publishTermsInput } from '../schema'
import { createIntake } from './create-intake'
import { moveInFlight } from './move-in-flight'
import { removeAlias, restoreProgramme, retireProgramme, saveProgramme } from './programmes'
import { publishTerms } from './publish-terms'
import { discardTerms, saveTerms } from './save-terms'

vi.mock('next-intl/server', () => ({ getLocale: async () => 'en' }))

const fresh = useFreshDatabase()
const keys = { keyId: 'rzp_test_intakes', keySecret: 'a key secret', webhookSecret: 'a webhook secret' }

type Admin = Ctx<Staff<'intakes.manage'>>
let gateway: SimulatorServer
let college: PartnerWithFee
let admin: Admin
let stranger: Admin
let cse: string
let bba: string

beforeAll(async () => {
  gateway = await serveSimulator(simulators.razorpay)
  await registerWebhook(gateway.store, { ...keys, url: 'http://greenfield.localhost/api/webhooks/razorpay' })
  await installQueues(fresh().url, partnerJobs)
})
afterAll(() => gateway.close())
beforeEach(async () => {
  college = await aPartnerWithFee(gateway.url, keys)
  admin = await aStaffMember(college, 'admin')
  stranger = await aStaffMember(await aPartnerWithFee(gateway.url, keys), 'admin')
  ;[cse, bba] = [await aProgramme('CSE'), await aProgramme('BBA')]
})

async function aProgramme(code: string): Promise<string> {
  const saved = await saveProgramme(admin, {
    programmeId: null,
    code,
    nameEn: `Bachelor of ${code}`,
    nameHi: `स्नातक ${code}`,
    summaryEn: 'Four years',
    summaryHi: 'चार वर्ष',
  })
  if (!saved.ok) throw new Error('not saved')
  return saved.value.id
}

const pageOf = async (intakeId = college.intakeId) => {
  const page = await findIntakePage(admin.actor, intakeId)
  if (!page) throw new Error('no page')
  return page
}

/** Saves the terms as they stand with these changes, as the form would. */
async function draft(changes: Partial<IntakeTerms>, by = admin, intakeId = college.intakeId) {
  const { terms, revision } = await pageOf(intakeId)
  const whole = { journey: withoutAssessment, programmeIds: [cse, bba], ...changes }
  return saveTerms(by, { intakeId, revision, typed: toTypedTerms({ ...terms, ...whole }) })
}
const withoutAssessment = { id: 'own', steps: ['verify_email', 'form', 'fee', 'review', 'decision'] }

async function publish(reaches: string[] = [], note = 'As the council decided', by = admin) {
  const { revision } = await pageOf()
  return publishTerms(
    by,
    publishTermsInput.parse({ intakeId: college.intakeId, revision: String(revision), note, reaches }),
  )
}

const versions = () =>
  database()
    .select()
    .from(intakeVersions)
    .where(eq(intakeVersions.intakeId, college.intakeId))
    .orderBy(intakeVersions.version)
const intakeRow = async (id = college.intakeId) =>
  (await database().select().from(intakes).where(eq(intakes.id, id)))[0]
const toldOf = async (name: string, partnerId = college.partnerId) =>
  (
    await database()
      .select({ detail: events.detail })
      .from(events)
      .where(and(eq(events.partnerId, partnerId), eq(events.name, name)))
  ).map(({ detail }) => detail)
const feeOf = async ({ number }: { number: string }) =>
  (await loadJourney(database(), college.partnerId, { number }, { now: new Date() }))?.facts.fee.paise

describe('a draft', () => {
  test('is kept beside what is published, which nobody outside sees change', async () => {
    expect(await draft({ feePaise: 150_000 })).toMatchObject({ ok: true, value: { revision: 1, version: 2 } })
    expect(await versions()).toMatchObject([
      { version: 1, state: 'published', content: { feePaise: 100_000 } },
      { version: 2, state: 'draft', content: { feePaise: 150_000 } },
    ])
    expect((await intakeRow())?.feePaise).toBe(100_000)
    expect(await toldOf('intake.draft_saved')).toMatchObject([{ version: 2 }])
  })

  test('may be incomplete, but not unreadable: then nothing is kept and the field is named', async () => {
    expect(await draft({ paymentConnectionId: null })).toMatchObject({ ok: true })
    const { typed, revision } = await pageOf()
    const saved = await saveTerms(admin, {
      intakeId: college.intakeId,
      revision,
      typed: { ...typed, fee: 'much' },
    })
    expect(saved).toMatchObject({ refusal: { code: 'invalid_input', fields: { fee: 'fee_unreadable' } } })
  })

  test('of two editors the second hears of the first, and may then write over it', async () => {
    const { typed, revision } = await pageOf()
    expect(await draft({ feePaise: 150_000 })).toMatchObject({ ok: true })
    const mine = { intakeId: college.intakeId, typed: { ...typed, fee: '1200' } }
    const refused = await saveTerms(admin, { ...mine, revision })
    expect(refused).toMatchObject({ refusal: { code: 'terms_changed', params: { revision: 1 } } })
    expect(await saveTerms(admin, { ...mine, revision: 1 })).toMatchObject({ ok: true })
    expect((await versions())[1]?.content.feePaise).toBe(120_000)
  })

  test('names only what is the partner’s own', async () => {
    const theirs = await aPartnerWithFee(gateway.url, keys)
    expect(await draft({ paymentConnectionId: theirs.connectionId })).toMatchObject({
      refusal: { fields: { paymentConnectionId: 'connection_unknown' } },
    })
    expect(await draft({ programmeIds: [theirs.intakeId] })).toMatchObject({
      refusal: { fields: { programmes: 'programme_unknown' } },
    })
  })

  test('is thrown away without touching what is published', async () => {
    await draft({ feePaise: 150_000 })
    expect(await discardTerms(admin, { intakeId: college.intakeId })).toEqual({ ok: true })
    expect((await versions()).map(({ state }) => state)).toEqual(['published'])
    expect(await toldOf('intake.draft_discarded')).toHaveLength(1)
  })

  test('of another partner is nobody’s', async () => {
    const { typed } = await pageOf()
    const input = { intakeId: college.intakeId, revision: 0, typed }
    expect(await saveTerms(stranger, input)).toMatchObject({ refusal: { code: 'not_found' } })
    await draft({ feePaise: 150_000 })
    expect(await discardTerms(stranger, input)).toMatchObject({ refusal: { code: 'not_found' } })
    expect(await publish([], 'Mine now', stranger)).toMatchObject({ refusal: { code: 'not_found' } })
    expect((await versions()).map(({ state }) => state)).toEqual(['published', 'draft'])
  })
})

describe('publishing', () => {
  test('gives new applicants the new fee; whoever has begun is quoted, charged and written down the old one', async () => {
    const riya = await anApplicantWhoMustPay(college)
    await draft({ feePaise: 150_000 })
    expect(await publish()).toMatchObject({ ok: true, value: { version: 2 } })
    expect(await feeOf(riya)).toBe(100_000)
    expect(await startPayment(applicantCtx(riya.applicant), { number: riya.number })).toMatchObject({
      ok: true,
    })
    expect((await keptOf(riya)).orders).toMatchObject([{ paise: 100_000 }])

    const other = await anApplicantWhoMustPay(college, 'Kabir Rao')
    await database().delete(applications).where(eq(applications.id, other.applicationId))
    const begun = await startApplication(applicantCtx(other.applicant), { intakeId: college.intakeId })
    expect(begun.ok && (await feeOf(begun.value))).toBe(150_000)
    expect((await intakeRow())?.feePaise).toBe(150_000)
    expect(await toldOf('intake.published')).toMatchObject([
      { version: 2, changed: expect.stringContaining('fee') },
    ])
  })

  test('changes nothing for whoever was brought in without a version', async () => {
    await draft({ feePaise: 150_000 })
    await publish()
    const imported = await anApplicantWhoMustPay(college)
    expect(await feeOf(imported)).toBe(150_000)
    await draft({ feePaise: 200_000 })
    await publish()
    expect(await feeOf(imported)).toBe(150_000)
    expect((await applicationOf(imported.applicationId)).intakeVersionId).toBe((await versions())[1]?.id)
  })

  test('is refused while something is missing, each at its field', async () => {
    await draft({
      paymentConnectionId: null,
      feeRules: [{ by: 'programme', value: cse, paise: 5 }],
      programmeIds: [bba],
    })
    expect(await publish([], '')).toMatchObject({
      refusal: {
        fields: {
          paymentConnectionId: 'payment_missing',
          'rule-1': 'rule_not_offered',
          note: 'note_missing',
        },
      },
    })
    expect((await versions()).map(({ state }) => state)).toEqual(['published', 'draft'])
  })

  test('by two at once is done once, and the other is told', async () => {
    await draft({ feePaise: 150_000 })
    const answers = await Promise.all([publish(), publish(), publish()])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    for (const answer of answers.filter(({ ok }) => !ok))
      expect(answer).toMatchObject({ refusal: { code: expect.stringMatching(/^terms_/) } })
    expect(await toldOf('intake.published')).toHaveLength(1)
    expect((await versions()).map(({ state }) => state)).toEqual(['retired', 'published'])
  })

  test('of what differs in nothing is refused', async () => {
    await draft({ feePaise: 150_000 })
    await publish()
    await draft({ feePaise: 160_000 })
    await draft({ feePaise: 150_000 })
    expect(await publish()).toMatchObject({ refusal: { code: 'terms_unchanged' } })
  })

  test('changes what is offered for new applicants only', async () => {
    const riya = await anApplicantWhoMustPay(college)
    await draft({})
    await publish()
    const old = await applicationOf(riya.applicationId)
    await draft({ programmeIds: [bba] })
    await publish()
    const codes = async (versionId: string | null) =>
      (await listOffered(database(), { ...old, intakeVersionId: versionId })).map(({ code }) => code)
    expect(old.intakeVersionId).not.toBeNull()
    expect(await codes(null)).toEqual(['BBA'])
    expect(await codes((await versions())[1]?.id ?? null)).toEqual(['CSE', 'BBA'])
  })
})

const applicationOf = async (id: string) => {
  const [row] = await database().select().from(applications).where(eq(applications.id, id))
  if (!row) throw new Error('no application')
  return row
}

/** Whoever begins by the maker has no version; this puts them where `startApplication` would. */
async function onNewest<Begun extends { applicationId: string }>(begun: Begun): Promise<Begun> {
  const published = (await versions()).find(({ state }) => state === 'published')
  await database()
    .update(applications)
    .set({ intakeVersionId: published?.id })
    .where(eq(applications.id, begun.applicationId))
  return begun
}

describe('the fee by rule', () => {
  test('is what the journey, the list and the order say, by first choice and category', async () => {
    await draft({
      feeRules: [
        { by: 'category', value: 'sc', paise: 0 },
        { by: 'programme', value: cse, paise: 125_000 },
      ],
    })
    await publish()
    const riya = await onNewest(await anApplicantWhoMustPay(college))
    expect(await feeOf(riya)).toBe(100_000)
    const { partnerId, applicationId } = riya
    await database().insert(preferences).values({ partnerId, applicationId, position: 1, programmeId: cse })
    expect(await feeOf(riya)).toBe(125_000)
    await startPayment(applicantCtx(riya.applicant), { number: riya.number })
    expect((await keptOf(riya)).orders).toMatchObject([{ paise: 125_000 }])
    await database()
      .insert(applicationPages)
      .values({
        partnerId,
        applicationId,
        page: 'personal',
        answers: { category: 'sc' },
        savedAt: new Date(),
      })
    expect(await feeOf(riya)).toBeNull()
  })
})

describe('an extension that reaches those in flight', () => {
  const later = '2099-12-31T18:29:00.000Z'

  async function runMoves() {
    const [, , newest] = await versions()
    const target = newest ?? (await versions())[1]
    const ctx = systemCtx(college.partnerId, 'job')
    for (;;) {
      const moved = await moveInFlight(ctx, { versionId: target?.id ?? '', moved: 0 })
      if (!moved.ok || moved.value.isOver) return moved
    }
  }

  test('is counted before, and does not touch those whose journey it would change', async () => {
    const riya = await anApplicantWhoMustPay(college)
    await draft({})
    await publish()
    const kabir = await onNewest(await anApplicantWhoMustPay(college, 'Kabir Rao'))
    await draft({ closesAt: later })
    const told = await findWhatIf(admin.actor, college.intakeId, ['dates'])
    expect(told).toMatchObject({ inFlight: 2, moving: 1, notBegun: 0, examples: [kabir.number] })
    expect(told?.differs).toContainEqual({ version: 2, count: 1, changed: ['closes'] })
    expect(await findWhatIf(admin.actor, college.intakeId, [])).toMatchObject({ inFlight: 2, moving: 0 })
    expect(await findWhatIf(stranger.actor, college.intakeId, [])).toBeNull()

    await publish(['dates'])
    await runMoves()
    const [first, , third] = await versions()
    expect((await applicationOf(riya.applicationId)).intakeVersionId).toBe(first?.id)
    expect((await applicationOf(kabir.applicationId)).intakeVersionId).toBe(third?.id)
  })

  test('moves whoever nothing else changes for; whoever would pay more stays', async () => {
    await draft({})
    await publish()
    const riya = await onNewest(await anApplicantWhoMustPay(college))
    await draft({ closesAt: later })
    expect(await findWhatIf(admin.actor, college.intakeId, ['dates'])).toMatchObject({ moving: 1 })
    await publish(['dates'])
    await runMoves()
    const [, , third] = await versions()
    expect((await applicationOf(riya.applicationId)).intakeVersionId).toBe(third?.id)
    expect((await keptOf(riya)).events).toContain('application.terms_moved')
    expect(await toldOf('intake.in_flight_moved')).toHaveLength(1)

    await draft({ closesAt: '2099-12-31T18:30:00.000Z', feePaise: 200_000 })
    expect(await findWhatIf(admin.actor, college.intakeId, ['dates'])).toMatchObject({
      moving: 0,
      groups: [{ step: 'fee_due', moves: false, because: ['fee'] }],
    })
  })
})

describe('a new intake', () => {
  const typed = (more: Record<string, string> = {}) =>
    createIntakeInput.parse({
      'set-code': 'pg-2028',
      nameEn: 'Postgraduate 2028',
      nameHi: 'स्नातकोत्तर 2028',
      sessionYear: '2028',
      opensAt: '2026-11-01T09:00',
      closesAt: '2027-03-31T23:59',
      ...more,
    })

  test('is seen by nobody, and can be begun by nobody, before its first version is published', async () => {
    const made = await createIntake(admin, typed())
    if (!made.ok) throw new Error('not made')
    expect(await intakeRow(made.value.id)).toMatchObject({
      publishedAt: null,
      code: 'PG-2028',
      sessionYear: 28,
    })
    const riya = await anApplicantWhoMustPay(college)
    expect(await startApplication(applicantCtx(riya.applicant), { intakeId: made.value.id })).toMatchObject({
      refusal: { code: 'not_found' },
    })
    expect((await pageOf(made.value.id)).missing).toMatchObject({ programmes: 'programmes_missing' })
    expect(await toldOf('intake.created')).toHaveLength(1)
  })

  test('copies another’s terms under its own name and dates', async () => {
    await draft({ feePaise: 77_700 })
    await publish()
    const made = await createIntake(admin, typed({ copyOf: college.intakeId }))
    if (!made.ok) throw new Error('not made')
    const { terms, missing } = await pageOf(made.value.id)
    expect(terms).toMatchObject({
      feePaise: 77_700,
      programmeIds: [cse, bba],
      name: { en: 'Postgraduate 2028' },
    })
    expect(terms.opensAt).toBe('2026-11-01T03:30:00.000Z')
    expect(missing).toEqual({})
  })

  test('needs a code nobody has, and copies nothing of another partner', async () => {
    await createIntake(admin, typed())
    expect(await createIntake(admin, typed())).toMatchObject({
      refusal: { fields: { 'set-code': 'intake_code_taken' } },
    })
    expect(await createIntake(stranger, typed({ copyOf: college.intakeId }))).toMatchObject({
      refusal: { code: 'not_found' },
    })
  })
})

test('two versions are laid beside each other', async () => {
  await draft({ feePaise: 150_000 })
  await publish()
  await draft({ feePaise: 160_000 })
  const between = await findVersions(admin.actor, college.intakeId, [1, 2])
  expect(between?.compared?.changed).toContain('fee')
  const newest = await findVersions(admin.actor, college.intakeId, [])
  expect(newest?.compared).toMatchObject({ before: { version: 2 }, after: { version: 3 }, changed: ['fee'] })
  expect(await findVersions(stranger.actor, college.intakeId, [])).toBeNull()
})

describe('a programme', () => {
  test('that is retired is offered to nobody new; whoever asks for it keeps it', async () => {
    await draft({})
    await publish()
    const riya = await anApplicantWhoMustPay(college)
    const { partnerId, applicationId } = riya
    await database().insert(preferences).values({ partnerId, applicationId, position: 1, programmeId: cse })
    expect(await retireProgramme(admin, { programmeId: cse })).toEqual({ ok: true })
    const codes = async (id?: string) =>
      (
        await listOffered(database(), { partnerId, intakeId: college.intakeId, intakeVersionId: null, id })
      ).map(({ code }) => code)
    expect(await codes()).toEqual(['BBA'])
    expect(await codes(applicationId)).toEqual(['CSE', 'BBA'])
    expect(
      await database().select().from(preferences).where(eq(preferences.applicationId, applicationId)),
    ).toHaveLength(1)
    expect((await pageOf()).missing).toMatchObject({ [`place-${cse}`]: 'programme_retired' })
    await restoreProgramme(admin, { programmeId: cse })
    expect(await codes()).toEqual(['CSE', 'BBA'])
    expect([...(await toldOf('programme.retired')), ...(await toldOf('programme.restored'))]).toHaveLength(2)
  })

  test('is told when its code or name means another one', async () => {
    const typed = { programmeId: bba, nameEn: 'B.B.A.', nameHi: 'बीबीए', summaryEn: 'x', summaryHi: 'x' }
    expect(await saveProgramme(admin, { ...typed, code: 'CSE' })).toMatchObject({
      refusal: { fields: { 'set-code': 'programme_code_taken' } },
    })
    await database()
      .update(programmes)
      .set({ aliases: ['BBA (Hons)'] })
      .where(eq(programmes.id, cse))
    expect(await saveProgramme(admin, { ...typed, code: 'BBA', nameEn: 'B.B.A. Honours' })).toMatchObject({
      refusal: { fields: { nameEn: 'name_means_another' }, params: { programme: 'CSE' } },
    })
    expect(await removeAlias(admin, { programmeId: cse, alias: 'BBA (Hons)' })).toEqual({ ok: true })
    expect(await toldOf('programme.alias_removed')).toHaveLength(1)
  })

  test('of another partner is nobody’s', async () => {
    for (const command of [retireProgramme, restoreProgramme])
      expect(await command(stranger, { programmeId: cse })).toMatchObject({ refusal: { code: 'not_found' } })
    expect(await removeAlias(stranger, { programmeId: cse, alias: 'x' })).toMatchObject({
      refusal: { code: 'not_found' },
    })
    const words = { nameEn: 'Mine', nameHi: 'मेरा', summaryEn: 'x', summaryHi: 'x' }
    expect(await saveProgramme(stranger, { programmeId: cse, code: 'ZZ', ...words })).toMatchObject({
      refusal: { code: 'not_found' },
    })
  })
})
