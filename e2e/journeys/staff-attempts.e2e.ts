import { readFile } from 'node:fs/promises'
import { type App, expect, intakes, someone, test } from '../support/app'
import type { Applicant } from '../support/applicant'
import { asks, cookieOf } from '../support/raw'
import {
  imochaTest,
  sectionMinutes,
  sitsVerification,
  testPartnershipTest,
  type VendorTest,
} from '../support/vendor-tests'

test.describe.configure({ mode: 'parallel' })

const step = 'Take the assessment'

/** Sits a vendor's test in the tab that the button opens, and is led back to a finished assessment. */
async function sits(
  who: Applicant,
  vendorTest: VendorTest,
  { button, answering = true }: { button?: string; answering?: boolean } = {},
): Promise<void> {
  await who.goesToAssessment()
  const tab = await who.opensTest(button)
  await vendorTest.begins(tab)
  await vendorTest.finishes(tab, { answering })
  await tab.waitForURL(/\/applications\/APP-[^/]+\/assessment/)
  await tab.close()
}

/** The record of an application, read again until its attempt holds these words: results arrive by themselves. */
async function finds(app: App, who: Applicant, no: number, words: string | RegExp) {
  const officer = await app.staff('greenfield', 'officer')
  await expect(async () => {
    await officer.opensApplication(who.number())
    await expect(officer.attempt(no).getByText(words).first()).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 60_000 })
  return officer
}

test('an officer allows a retake: the applicant is written to, sits again, and both results stay on the record', async ({
  app,
}) => {
  test.slow()
  const rhea = await app.applicantOf(intakes.imochaA, someone('Rhea'))
  await sits(rhea, imochaTest, { answering: false })
  await rhea.checksUntil('Your assessment is finished')
  const officer = await finds(app, rhea, 1, 'Result in')
  await expect(officer.attempt(1).getByText('0 percent').first()).toBeVisible()
  await officer.acts(1, 'Allow a retake', { note: 'Power failed at her centre.' })
  await expect(officer.attempt(2).getByText(/^Retake allowed by /)).toBeVisible()
  await expect(officer.attempt(2).getByText('Power failed at her centre.')).toBeVisible()
  await expect(officer.attempt(1).getByText('Counts: the latest')).toBeVisible()
  await officer.opensLetter('You may sit your assessment once more')
  await officer.sees(rhea.person.email)
  await officer.sees(new RegExp(`another attempt at the assessment for your application ${rhea.number()}`))

  await rhea.seesStep(step, 'Done')
  await rhea.goesToAssessment()
  await rhea.seesHeading('You may sit this assessment once more')
  await rhea.sees(/You need not take it: your result above stays/)
  await rhea.sees('If you sit more than once, the latest full result counts.')
  await rhea.doesNotSee('Power failed at her centre.')
  const tab = await rhea.opensTest('Start a new attempt')
  await imochaTest.begins(tab)
  await rhea.seesStep(step, 'Done')
  await imochaTest.finishes(tab)
  await tab.waitForURL(/\/assessment/)
  await rhea.seesStep(step, 'Done')

  await finds(app, rhea, 2, 'Counts: the latest').then(async (again) => {
    await expect(again.attempt(1).getByText('0 percent').first()).toBeVisible()
    await expect(again.attempt(1).getByText('Counts: the latest')).toHaveCount(0)
    await expect(again.attempt(2).getByRole('heading', { name: 'Marks' })).toBeVisible()
    await expect(again.attempt(2).getByText('Result in').first()).toBeVisible()
  })
  await rhea.goesToAssessment()
  await rhea.seesHeading('Your assessment is finished')
  await expect(rhea.page.getByRole('heading', { name: 'You may sit this assessment once more' })).toHaveCount(
    0,
  )
})

for (const { provider, intake, vendorTest, files } of [
  { provider: 'iMocha', intake: intakes.imochaA, vendorTest: imochaTest, files: 1 },
  {
    provider: 'Test Partnership',
    intake: intakes.testPartnershipA,
    vendorTest: testPartnershipTest,
    files: 2,
  },
])
  test(`the reports of ${provider} are fetched once and read by those who may`, async ({ app }) => {
    test.slow()
    const asha = await app.applicantOf(intake, someone('Asha'))
    await sits(asha, vendorTest)
    const officer = await finds(app, asha, 1, 'Result in')
    await officer.acts(1, 'Fetch the reports')
    const links = officer.attempt(1).getByRole('link', { name: /\.pdf$/i })
    await expect(links.first()).toBeVisible()
    expect(await links.count()).toBeGreaterThanOrEqual(files)
    const reviewer = await app.staff('greenfield', 'reviewer')
    const finance = await app.staff('greenfield', 'finance')
    const sunrise = await app.staff('sunrise', 'admin')
    for (const link of await links.all()) {
      const address = app.at('greenfield', (await link.getAttribute('href')) ?? '')
      const started = officer.page.waitForEvent('download')
      await link.click()
      const saved = await started
      expect(saved.suggestedFilename()).toMatch(/\.pdf$/i)
      expect((await readFile(await saved.path())).subarray(0, 5).toString('latin1')).toBe('%PDF-')

      const read = await asks(address, { headers: { cookie: await cookieOf(reviewer.context) } })
      expect(read.status).toBe(200)
      expect(read.text).toMatch(/^%PDF-/)
      expect(read.headers).toMatchObject({
        'content-type': 'application/pdf',
        'cache-control': 'private, no-store',
        'x-content-type-options': 'nosniff',
        'content-disposition': expect.stringMatching(/^attachment; filename="[^"]+"/),
        'content-security-policy': "default-src 'none'; sandbox",
      })
      const refused = await asks(address, { headers: { cookie: await cookieOf(finance.context) } })
      expect([refused.status, refused.text]).toEqual([403, ''])
      expect((await asks(address, { headers: { cookie: await cookieOf(asha.context) } })).status).toBe(403)
      const foreign = await asks(app.at('sunrise', new URL(address).pathname), {
        headers: { cookie: await cookieOf(sunrise.context) },
      })
      expect([foreign.status, foreign.text]).toEqual([404, ''])
    }
    await finance.opensApplication(asha.number())
    await expect(finance.attempt(1).getByRole('link', { name: /\.pdf$/i })).toHaveCount(0)
    await reviewer.opensApplication(asha.number())
    await expect(reviewer.attempt(1).getByRole('link', { name: /\.pdf$/i })).toHaveCount(await links.count())
    await reviewer.seesShut(1, 'Fetch the reports', /^Not open to the role “Reviewer”/)
  })

test('an officer resets one section and later orders a supervised repeat: the first result stays, the new one counts, the verdict stands apart', async ({
  app,
}) => {
  test.slow()
  const meera = await app.applicantOf(intakes.testPartnershipA, someone('Meera'))
  await sits(meera, testPartnershipTest, { answering: false })
  const officer = await finds(app, meera, 1, 'Result in')
  const section = 'Sample Numerical Reasoning'
  const marksOf = async (no: number) =>
    officer.attempt(no).getByRole('row').filter({ hasText: section }).first().innerText()
  const first = await marksOf(1)
  await officer.acts(1, 'Reset a section', { section, note: 'The invigilator read an answer aloud.' })
  await expect(officer.attempt(2).getByText(/^Section reset by /)).toBeVisible()
  await expect(officer.attempt(2).getByText('The invigilator read an answer aloud.')).toBeVisible()
  await expect(officer.attempt(1).getByText('Went on in a later attempt')).toBeVisible()
  expect(await marksOf(1)).toBe(first)

  await meera.seesStep(step, 'Done')
  await meera.goesToAssessment()
  await meera.seesHeading('One section is open again')
  await sits(meera, testPartnershipTest)
  await finds(app, meera, 2, 'Counts: the latest')
  await officer.opensApplication(meera.number())
  expect(await marksOf(1)).toBe(first)
  expect(await marksOf(2)).not.toBe(first)

  await officer.acts(2, 'Order a verification test', { section, note: 'Much better than at first.' })
  await officer.seesShut(2, 'Order a verification test', /verification/i)
  const before = await marksOf(2)
  await meera.goesToAssessment()
  await meera.seesHeading('A short supervised test is waiting for you')
  const tab = await meera.opensTest()
  await sitsVerification(tab)
  await tab.waitForURL(/\/assessment/)
  await finds(app, meera, 2, /^(Confirmed|Not confirmed)$/)
  await officer.opensApplication(meera.number())
  const repeats = officer.attempt(2).getByRole('table', { name: 'Supervised repeats' })
  await expect(repeats.getByText(/^(Confirmed|Not confirmed)$/)).toBeVisible()
  await expect(officer.attempt(2).getByText(/counts in no average and no recommendation/)).toBeVisible()
  expect(await marksOf(2)).toBe(before)
  await meera.seesStep(step, 'Done')
})

test('extra time is told to the applicant before the start and reaches Test Partnership', async ({ app }) => {
  const others = await app.applicantOf(intakes.testPartnershipA, someone('Dev'))
  const usual = await sectionMinutes(await others.opensTest())
  expect(Math.min(...usual)).toBeGreaterThan(0)

  const zoya = await app.applicantOf(intakes.testPartnershipA, someone('Zoya'))
  const officer = await app.staff('greenfield', 'officer')
  await officer.opensApplication(zoya.number())
  await officer.arrangesExtraTime(
    25,
    'A doctor’s letter about her eyesight.',
    'Noted. It travels to the provider with the next start.',
  )
  await officer.sees('25% more time is arranged.')
  await zoya.goesToAssessment()
  await zoya.sees(/^25 % more time has been arranged for you/)
  expect(await sectionMinutes(await zoya.opensTest())).toEqual(
    usual.map((minutes) => Math.round(minutes * 1.25)),
  )

  const reviewer = await app.staff('greenfield', 'reviewer')
  await reviewer.opensApplication(zoya.number())
  await reviewer.sees('Extra time was arranged')
  const seen = await reviewer.page.content()
  expect(seen).not.toMatch(/\b25\s?%|eyesight/)
  await zoya.seesInTimeline('Extra time was arranged')
  expect(await zoya.page.getByRole('main').innerText()).not.toMatch(/25\s?%|eyesight/)
})

test('extra time that iMocha cannot be told becomes a task, and is closed with a note', async ({ app }) => {
  const kabir = await app.applicantOf(intakes.imochaA, someone('Kabir'))
  const officer = await app.staff('greenfield', 'officer')
  await officer.opensApplication(kabir.number())
  await officer.arrangesExtraTime(
    25,
    'A broken wrist.',
    'Noted. This provider takes no extra time from us, so a task was opened.',
  )
  await officer.goes('/staff/tasks')
  const task = officer.page.getByRole('row').filter({ hasText: kabir.number() })
  await expect(task.getByText(/^Set the arranged extra time at the provider yourself/)).toBeVisible()
  await task.getByText('Close the task', { exact: true }).first().click()
  await task.getByLabel('Note').fill('Set by hand in the provider’s own console.')
  await task.getByRole('button', { name: 'Close the task' }).click()
  await officer.sees('The task is closed.')
  const closed = officer.page.getByRole('table', { name: 'Closed last' }).getByRole('row')
  await expect(
    closed.filter({ hasText: kabir.number() }).getByText('Set by hand in the provider’s own console.'),
  ).toBeVisible()
  await expect(officer.page.getByRole('table', { name: 'Open tasks' }).getByText(kabir.number())).toHaveCount(
    0,
  )
})

test('an invitation nobody began is cancelled at iMocha too, and a new one may be begun', async ({ app }) => {
  const tara = await app.applicantOf(intakes.imochaA, someone('Tara'))
  await tara.goesToAssessment()
  const tab = await tara.opensTest()
  await expect(tab.getByRole('button', { name: 'Start test' })).toBeVisible()
  const officer = await app.staff('greenfield', 'officer')
  await officer.opensApplication(tara.number())
  await officer.acts(1, 'Cancel this attempt')
  await expect(officer.attempt(1).getByText('Cancelled', { exact: true })).toBeVisible()
  await tab.reload()
  await expect(tab.getByRole('heading', { name: 'This invitation was cancelled' })).toBeVisible()
  await tab.close()
  await tara.goesToAssessment()
  await tara.seesHeading('Take your assessment again')
  await sits(tara, imochaTest)
  await tara.seesStep(step, 'Done')
})

test('what a provider cannot do is shown, shut, and says so', async ({ app }) => {
  const asha = await app.applicantOf(intakes.optionA, someone('Asha'))
  await asha.takesAssessment()
  const officer = await finds(app, asha, 1, 'Result in')
  await officer.seesShut(1, 'Reset a section', 'This provider cannot reset a single section.')
  await officer.seesShut(1, 'Cancel this attempt', 'This provider cannot cancel a test.')
  await officer.seesShut(1, 'Order a verification test', 'This provider has no verification test.')
  await officer.seesShut(1, 'Fetch the reports', 'This provider has no reports to download.')
})
