import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { useFreshDatabase } from '@/db/testing'
import { assessmentFirst } from '@/lib/domain/journeys/definition'
import type { Applicant } from '@/lib/platform/auth/actors'
import { getCheck, getFormPage } from '../queries/form'
import { getApplicationHome, getTimeline, listApplications } from '../queries/home'
import { findParkedForm } from '../queries/parked-form'
import { type FormPage, formPages, savePageInput } from '../schema'
import { type TestPartner, aPartner, aReviewer, acting, anApplicant, goodAnswers, noon } from '../testing'
import { parkForm } from './park-form'
import { autosavePage, savePage } from './save-page'
import { startApplication } from './start-application'
import { startReview } from './start-review'
import { submitApplication } from './submit-application'

vi.mock('next-intl/server', () => ({ getLocale: async () => 'en' }))

const fresh = useFreshDatabase()

async function started(partner: TestPartner, applicant: Applicant): Promise<string> {
  const result = await startApplication(acting(applicant), { intakeId: partner.intakeId })
  if (!result.ok) throw new Error(result.refusal.code)
  return result.value.number
}

/** What one tab sends: `base` is what it showed. */
const typed = (
  number: string,
  page: FormPage,
  fields: Record<string, string>,
  base: Record<string, string> = {},
) => savePageInput.parse({ number, page, base: JSON.stringify(base), ...fields })

async function aFullForm(partner: TestPartner, applicant: Applicant): Promise<string> {
  const number = await started(partner, applicant)
  for (const page of formPages) {
    const saved = await savePage(acting(applicant), typed(number, page, goodAnswers(partner)[page]))
    if (!saved.ok) throw new Error(`${page}: ${JSON.stringify(saved.refusal)}`)
  }
  return number
}

const keptOn = async (applicant: Applicant, number: string, page: FormPage) =>
  (await getFormPage(applicant, number, page)).base
const eventsOf = (partner: TestPartner, name: string) =>
  fresh().sql`select * from events where partner_id = ${partner.id} and name = ${name}`
const codeOf = (result: { ok: true } | { ok: false; refusal: { code: string } }) =>
  result.ok ? 'ok' : result.refusal.code

describe('starting', () => {
  test('ten clicks at once begin one application with one event', async () => {
    const partner = await aPartner()
    const applicant = await anApplicant(partner)
    const all = await Promise.all(
      Array.from({ length: 10 }, () => startApplication(acting(applicant), { intakeId: partner.intakeId })),
    )
    const numbers = new Set(all.map((result) => (result.ok ? result.value.number : result.refusal.code)))
    expect([...numbers]).toEqual([expect.stringMatching(/^APP-27-[0-9A-Z]{6}$/)])
    expect(await eventsOf(partner, 'application.started')).toHaveLength(1)
  })

  test('is possible only between opening and closing, and only at the own partner', async () => {
    const [partner, other] = [await aPartner(), await aPartner()]
    const applicant = await anApplicant(partner)
    const start = (day: number, intakeId = partner.intakeId) =>
      startApplication(acting(applicant, noon(day)), { intakeId })
    expect(codeOf(await start(0))).toBe('intake_not_open')
    expect(codeOf(await start(30))).toBe('intake_closed')
    expect(codeOf(await start(21, other.intakeId))).toBe('not_found')
    expect(await eventsOf(partner, 'application.started')).toHaveLength(0)
  })
})

describe('saving', () => {
  test('a draft is kept although it is wrong, and the refusal names the fields', async () => {
    const partner = await aPartner()
    const asha = await anApplicant(partner)
    const number = await started(partner, asha)
    const result = await savePage(acting(asha), typed(number, 'contact', { city: 'Pune', pin: 'not yet' }))
    expect(result).toMatchObject({
      ok: false,
      refusal: { code: 'invalid_input', fields: { pin: 'pin.invalid', state: 'state.required' } },
    })
    expect(await keptOn(asha, number, 'contact')).toMatchObject({ city: 'Pune', pin: 'not yet' })
    expect((await getApplicationHome(asha, number)).formContinues).toBe('personal')
  })

  test('a complete page leads to the next one, from the check page back to it, and the last one to the check page', async () => {
    const partner = await aPartner()
    const asha = await anApplicant(partner)
    const number = await started(partner, asha)
    const page = (name: FormPage, more = {}) =>
      savePage(acting(asha), { ...typed(number, name, goodAnswers(partner)[name]), ...more })
    expect(await page('personal')).toMatchObject({ value: { goTo: `/applications/${number}/form/contact` } })
    expect(await page('contact', { returnsToCheck: true })).toMatchObject({
      value: { goTo: `/applications/${number}/form/check` },
    })
    expect(await page('statement')).toMatchObject({ value: { goTo: `/applications/${number}/form/check` } })
    expect((await getApplicationHome(asha, number)).formContinues).toBe('class-10')
  })

  test('two tabs that change different fields at the same moment both keep what was typed', async () => {
    const partner = await aPartner()
    const asha = await anApplicant(partner)
    const number = await started(partner, asha)
    const base = { city: 'Pune', district: 'Pune' }
    await autosavePage(acting(asha), typed(number, 'contact', base))
    await Promise.all([
      autosavePage(acting(asha), typed(number, 'contact', { city: 'Nashik', district: 'Pune' }, base)),
      autosavePage(acting(asha), typed(number, 'contact', { city: 'Pune', district: 'Thane' }, base)),
    ])
    expect(await keptOn(asha, number, 'contact')).toEqual({ city: 'Nashik', district: 'Thane' })
  })

  test('the same field in two tabs: the later one is kept and the page is told; its own earlier save is not another tab', async () => {
    const partner = await aPartner()
    const asha = await anApplicant(partner)
    const number = await started(partner, asha)
    await autosavePage(acting(asha), typed(number, 'contact', { city: 'Nashik' }))
    const later = await autosavePage(acting(asha), typed(number, 'contact', { city: 'Nagpur' }))
    expect(later).toMatchObject({ value: { overwritten: ['city'], answers: { city: 'Nagpur' } } })
    const unheard = await autosavePage(acting(asha), {
      ...typed(number, 'contact', { city: 'Nagpur East' }),
      sent: { city: 'Nagpur' },
    })
    expect(unheard).toMatchObject({ value: { overwritten: [] } })
  })

  test('whatever tabs save in whatever order, every field holds the last text somebody typed into it', async () => {
    const partner = await aPartner()
    const asha = await anApplicant(partner)
    const number = await started(partner, asha)
    const fields = ['city', 'district', 'addressLine1'] as const
    const saves = fc.array(
      fc.record({
        tab: fc.nat(2),
        field: fc.constantFrom(...fields),
        text: fc.string({ maxLength: 6 }).filter((text) => !text.includes('\0')),
      }),
      { minLength: 1, maxLength: 12 },
    )
    await fc.assert(
      fc.asyncProperty(saves, async (history) => {
        const opened = await keptOn(asha, number, 'contact')
        const tabs = [0, 1, 2].map(() => ({ base: opened, now: { ...opened } as Record<string, string> }))
        const last: Record<string, string> = { ...opened }
        for (const { tab, field, text } of history) {
          const page = tabs[tab]
          if (!page) continue
          const plain = text.replace(/\r\n?/g, '\n')
          if (plain !== (page.now[field] ?? '')) last[field] = plain
          page.now[field] = plain
          const saved = await autosavePage(acting(asha), typed(number, 'contact', page.now, page.base))
          if (!saved.ok) throw new Error(saved.refusal.code)
          page.base = saved.value.answers
          page.now = { ...saved.value.answers }
        }
        expect(await keptOn(asha, number, 'contact')).toEqual(last)
      }),
      { numRuns: 25 },
    )
  })

  test('looking at a page begins nothing', async () => {
    const partner = await aPartner()
    const asha = await anApplicant(partner)
    const number = await started(partner, asha)
    expect(await autosavePage(acting(asha), typed(number, 'contact', { city: '', pin: '' }))).toMatchObject({
      value: { answers: {} },
    })
    expect(await fresh().sql`select * from application_pages where partner_id = ${partner.id}`).toHaveLength(
      0,
    )
  })

  test('a page that was complete is open again once a later pause leaves it wrong', async () => {
    const partner = await aPartner()
    const asha = await anApplicant(partner)
    const number = await aFullForm(partner, asha)
    const base = goodAnswers(partner).contact
    await autosavePage(acting(asha), typed(number, 'contact', { ...base, pin: '4110' }, base))
    expect((await getApplicationHome(asha, number)).formContinues).toBe('contact')
    expect(codeOf(await submitApplication(acting(asha), { number }))).toBe('form_incomplete')
  })

  test('only programmes of the intake can be preferred; their order is kept as a list', async () => {
    const partner = await aPartner()
    const asha = await anApplicant(partner)
    const number = await started(partner, asha)
    const { bba, cse, notOffered } = partner.programmes
    const choose = (fields: Record<string, string>) =>
      savePage(acting(asha), typed(number, 'preferences', fields))
    expect(await choose({ preference1: notOffered })).toMatchObject({
      refusal: { fields: { preference1: 'preferences.unknown' } },
    })
    expect(await choose({ preference1: bba, preference3: cse })).toMatchObject({ ok: true })
    const list = await fresh()
      .sql`select programme_id from preferences where partner_id = ${partner.id} order by position`
    expect(list.map((row) => row.programme_id)).toEqual([bba, cse])
    expect(await eventsOf(partner, 'application.preferences_changed')).toHaveLength(0)
  })

  test('before the assessment of an assessment-first intake nothing can be saved', async () => {
    const partner = await aPartner({ journey: assessmentFirst, feePaise: null })
    const asha = await anApplicant(partner)
    const number = await started(partner, asha)
    expect(codeOf(await autosavePage(acting(asha), typed(number, 'contact', { city: 'Pune' })))).toBe(
      'assessment_first',
    )
  })
})

describe('submitting', () => {
  test('twenty clicks at once submit once: one event, one letter', async () => {
    const partner = await aPartner()
    const asha = await anApplicant(partner)
    const number = await aFullForm(partner, asha)
    const all = await Promise.all(
      Array.from({ length: 20 }, () => submitApplication(acting(asha), { number })),
    )
    expect(all.map(codeOf).toSorted()).toEqual([...Array<string>(19).fill('already_submitted'), 'ok'])
    expect(await eventsOf(partner, 'application.submitted')).toHaveLength(1)
    expect(await fresh().sql`select * from messages where partner_id = ${partner.id}`).toMatchObject([
      { template: 'application_submitted', to_email: asha.email },
    ])
    expect(await fresh().sql`select state from applications where number = ${number}`).toMatchObject([
      { state: 'submitted' },
    ])
  })

  test('an incomplete form and a closed intake are refused, and the draft is kept', async () => {
    const partner = await aPartner()
    const asha = await anApplicant(partner)
    const number = await started(partner, asha)
    expect(codeOf(await submitApplication(acting(asha), { number }))).toBe('form_incomplete')
    const kabir = await anApplicant(partner, 'Kabir Khan')
    const full = await aFullForm(partner, kabir)
    expect(codeOf(await submitApplication(acting(kabir, noon(30)), { number: full }))).toBe('intake_closed')
    expect(await keptOn(kabir, full, 'contact')).toMatchObject({ city: 'Pune' })
    expect(await eventsOf(partner, 'application.submitted')).toHaveLength(0)
  })

  test('a programme that leaves the intake opens the preferences page again instead of being submitted', async () => {
    const partner = await aPartner()
    const asha = await anApplicant(partner)
    const number = await aFullForm(partner, asha)
    await fresh()
      .sql`delete from intake_programmes where partner_id = ${partner.id} and programme_id = ${partner.programmes.ece}`
    expect(codeOf(await submitApplication(acting(asha), { number }))).toBe('form_incomplete')
    expect((await getApplicationHome(asha, number)).formContinues).toBe('preferences')
  })

  test('afterwards the form is read only, but preferences may change until the review starts', async () => {
    const partner = await aPartner({ feePaise: null })
    const asha = await anApplicant(partner)
    const number = await aFullForm(partner, asha)
    await submitApplication(acting(asha), { number })
    const { ece, bba, notOffered } = partner.programmes
    const reorder = (preference1: string) =>
      savePage(
        acting(asha),
        typed(number, 'preferences', { preference1, preference2: '' }, goodAnswers(partner).preferences),
      )
    expect(codeOf(await savePage(acting(asha), typed(number, 'contact', { city: 'Nashik' })))).toBe(
      'already_submitted',
    )
    expect(codeOf(await reorder(notOffered))).toBe('invalid_input')
    expect(await keptOn(asha, number, 'preferences')).toMatchObject(goodAnswers(partner).preferences)
    expect(await reorder(ece)).toMatchObject({
      ok: true,
      value: { goTo: `/applications/${number}?saved=preferences` },
    })
    expect(await eventsOf(partner, 'application.preferences_changed')).toHaveLength(1)
    await fresh()
      .sql`update applications set state = 'in_review', review_started_at = now() where number = ${number}`
    expect(codeOf(await reorder(bba))).toBe('preferences_closed')
  })

  test('two colleagues who start the review at once start it once, and the applicant sees it', async () => {
    const partner = await aPartner({
      feePaise: null,
      journey: { id: 'short', steps: ['verify_email', 'form', 'review'] },
    })
    const [asha, reviewer] = [await anApplicant(partner), await aReviewer(partner)]
    const number = await aFullForm(partner, asha)
    expect(codeOf(await startReview(acting(reviewer), { number }))).toBe('submission_first')
    await submitApplication(acting(asha), { number })
    expect(
      (await Promise.all([1, 2].map(() => startReview(acting(reviewer), { number })))).map(codeOf),
    ).toEqual(['ok', 'ok'])
    expect(await eventsOf(partner, 'application.review_started')).toMatchObject([
      { actor_kind: 'staff', actor_id: reviewer.accountId },
    ])
    const seen = (await getTimeline(asha, number)).events.map((event) => event.name)
    expect(seen).toEqual(['application.review_started', 'application.submitted', 'application.started'])
  })

  test('nobody starts a review that waits for the fee', async () => {
    const partner = await aPartner()
    const [asha, reviewer] = [await anApplicant(partner), await aReviewer(partner)]
    const number = await aFullForm(partner, asha)
    await submitApplication(acting(asha), { number })
    expect(codeOf(await startReview(acting(reviewer), { number }))).toBe('fee_unpaid')
    expect(await eventsOf(partner, 'application.review_started')).toHaveLength(0)
  })
})

test('neither another applicant nor another partner reaches an application by any verb', async () => {
  const [partner, other] = [await aPartner(), await aPartner()]
  const asha = await anApplicant(partner)
  const number = await aFullForm(partner, asha)
  for (const stranger of [
    await anApplicant(partner, 'Kabir Khan'),
    await anApplicant(other, 'Riya Sharma'),
  ]) {
    expect(codeOf(await savePage(acting(stranger), typed(number, 'contact', { city: 'Delhi' })))).toBe(
      'not_found',
    )
    expect(codeOf(await autosavePage(acting(stranger), typed(number, 'contact', { city: 'Delhi' })))).toBe(
      'not_found',
    )
    expect(codeOf(await submitApplication(acting(stranger), { number }))).toBe('not_found')
    expect(await listApplications(stranger)).toEqual([])
    await expect(getApplicationHome(stranger, number)).rejects.toThrow('404')
    await expect(getTimeline(stranger, number)).rejects.toThrow('404')
    await expect(getFormPage(stranger, number, 'contact')).rejects.toThrow('404')
    await expect(getCheck(stranger, number)).rejects.toThrow('404')
  }
  await submitApplication(acting(asha), { number })
  expect(codeOf(await startReview(acting(await aReviewer(other)), { number }))).toBe('not_found')
  expect(await listApplications(asha)).toMatchObject([{ number, state: 'submitted', next: 'fee' }])
})

describe('a form sent with an expired session', () => {
  test('waits for its owner alone, encrypted, with what was typed and the way back to the field', async () => {
    const partner = await aPartner()
    const [asha, kabir] = [await anApplicant(partner), await anApplicant(partner, 'Kabir Khan')]
    const number = await started(partner, asha)
    const way = await parkForm(asha, { number, page: 'contact', base: '{}', focus: 'city', city: 'Kolhapur' })
    expect(way).toBe(`/sign-in?next=${encodeURIComponent(`/applications/${number}/form/contact#city`)}`)
    expect(JSON.stringify(await fresh().sql`select * from parked_forms`)).not.toContain('Kolhapur')

    expect(await findParkedForm(kabir, number, 'contact')).toBeNull()
    expect(await getFormPage(asha, number, 'contact')).toMatchObject({
      isUnparked: true,
      shown: { city: 'Kolhapur' },
      base: {},
    })
    await autosavePage(acting(asha), typed(number, 'contact', { city: 'Kolhapur' }))
    expect(await getFormPage(asha, number, 'contact')).toMatchObject({
      isUnparked: false,
      base: { city: 'Kolhapur' },
    })
    expect(await fresh().sql`select * from parked_forms where partner_id = ${partner.id}`).toHaveLength(0)
  })

  test('posted twice keeps the later text; what is no page of the form is not kept', async () => {
    const partner = await aPartner()
    const asha = await anApplicant(partner)
    const number = await started(partner, asha)
    await parkForm(asha, { number, page: 'contact', city: 'Satara' })
    await parkForm(asha, { number, page: 'contact', city: 'Sangli', focus: '"><script>' })
    expect((await findParkedForm(asha, number, 'contact'))?.typed).toEqual({ city: 'Sangli' })
    expect(await parkForm(asha, { number: '//evil', page: 'contact' })).toBe('/sign-in?next=%2Fapplications')
    expect(await fresh().sql`select * from parked_forms where partner_id = ${partner.id}`).toHaveLength(1)
  })
})
