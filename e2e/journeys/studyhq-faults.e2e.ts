import { expect, intakes, someone, test } from '../support/app'
import { beginsTest, finishesTest } from '../support/study-test'

test.describe.configure({ mode: 'parallel' })

const busy = /The test service is busy\. Your place is kept\./
const silent = /The test service is not answering\. Your place is kept\./

for (const [fault, words] of [
  ['429', busy],
  ['500', silent],
] as const) {
  test(`a test service that answers ${fault} keeps the place, and the test is taken when it is back`, async ({
    app,
  }) => {
    test.slow()
    const asha = await app.applicantOf(intakes.optionA, someone('Asha', fault))
    await asha.goesToAssessment()
    const refused = await asha.opensTest()
    await expect(refused.getByText(words).first()).toBeVisible()
    // The first tab says so too, and the form may be filled meanwhile.
    await asha.sees(words)
    await asha.seesStep('Fill in the application form', 'To do')

    const tab = await asha.triesUntilTestOpens()
    await beginsTest(tab)
    await finishesTest(tab)
    await asha.goesToAssessment()
    await asha.checksUntil('Your assessment is finished')
    await asha.seesRecommendations()
    await asha.sees('B.Tech Computer Science')
  })
}

test('a refused token tells the admissions office and signs nobody out', async ({ app }) => {
  const asha = await app.applicantOf(intakes.optionA, someone('Asha', '401'))
  const refused = await asha.opensTest()
  await expect(
    refused.getByText(/because of a fault on our side\. The admissions office has been told/).first(),
  ).toBeVisible()
  await asha.goesHome()
  await asha.seesStep('Take the assessment', 'To do')
  await asha.goes('/applications')
  await asha.seesHeading('My applications')

  const staff = await app.staff('greenfield', 'admin')
  await staff.opensApplication(asha.number())
  await staff.sees(/401/)
})

test('a test service that answers too late keeps the place', async ({ app }) => {
  const asha = await app.applicantOf(intakes.optionA, someone('Asha', 'slow'))
  const refused = await asha.opensTest()
  await expect(refused.getByText(silent).first()).toBeVisible({ timeout: 30_000 })
  await asha.sees(silent)
  await asha.seesStep('Take the assessment', 'To do')
})

test('an error page in place of an answer keeps the place', async ({ app }) => {
  const asha = await app.applicantOf(intakes.optionA, someone('Asha', 'html'))
  const refused = await asha.opensTest()
  await expect(refused.getByText(/sent an answer we could not read/).first()).toBeVisible()
  await asha.seesStep('Take the assessment', 'To do')
})

test('a status word nobody knows changes nothing, is explained to the applicant and shown to staff', async ({
  app,
}) => {
  const asha = await app.applicantOf(intakes.optionA, someone('Asha', 'unknown-status'))
  await asha.goesToAssessment()
  await asha.takesAssessment()
  await asha.checksNow()
  await asha.sees(/sent an answer we could not read/)
  const staff = await app.staff('greenfield', 'admin')
  await staff.opensApplication(asha.number())
  await staff.sees(/Marinating/)
})

test('a hostile start link is not followed', async ({ app }) => {
  const asha = await app.applicantOf(intakes.optionA, someone('Asha', 'hostile-link'))
  const asked: string[] = []
  asha.context.on('request', (request) => asked.push(new URL(request.url()).host))
  for (let click = 0; click < 4; click += 1) {
    await asha.goesToAssessment()
    const tab = await asha.opensTest()
    await expect(tab.getByText(/sent a link we do not trust, so we did not open it/).first()).toBeVisible()
    expect(new URL(tab.url()).host).toBe(new URL(asha.page.url()).host)
  }
  expect(new Set(asked)).toEqual(new Set([new URL(asha.page.url()).host]))
  await asha.seesStep('Take the assessment', 'To do')
})

test('who leaves the test goes on later with the answers kept', async ({ app }) => {
  const kabir = await app.applicantOf(intakes.optionA, someone('Kabir'))
  await kabir.goesToAssessment()
  await kabir.takesAssessment({ leave: true, answers: { 'Which subject': 'Mathematics' } })
  await kabir.seesHeading('Your test is not finished', { within: 45_000 })
  await kabir.seesStep('Take the assessment', 'In progress')

  const tab = await kabir.opensTest('Continue assessment')
  await beginsTest(tab)
  await expect(tab.getByText('Answers saved: 1 of 8')).toBeVisible()
  await finishesTest(tab)
  await kabir.checksUntil('Your assessment is finished')
})

test('a start link works once; the portal gives a fresh one', async ({ app }) => {
  const kabir = await app.applicantOf(intakes.optionA, someone('Kabir'))
  await kabir.goesToAssessment()
  const tab = await kabir.opensTest()
  const link = tab.url()
  await beginsTest(tab)
  await tab.goto(link)
  await expect(tab.getByText('This link was used already. Each link opens the test once.')).toBeVisible()

  await kabir.seesHeading('Your test is open in another tab')
  await kabir.sees(/Open it again with a fresh link/)
  // Two presses within four seconds are one: whoever is that quick is told so and presses again.
  await beginsTest(await kabir.triesUntilTestOpens())
})

test('a finished test without a result yet is waited for in plain words', async ({ app }) => {
  const dev = await app.applicantOf(intakes.optionA, someone('Dev', 'late-result'))
  await dev.goesToAssessment()
  await dev.takesAssessment()
  await dev.seesHeading('You have finished the test. Your result is on its way', { within: 45_000 })
  await dev.sees(/We last asked StudyHQ on/)
  await dev.checksNow()
  await dev.seesHeading('You have finished the test. Your result is on its way')
  await dev.seesStep('Take the assessment', 'Waiting', /We keep asking the test service/)
})

test('courses that are not offered here are shown as such, and the form goes on without them', async ({
  app,
}) => {
  const meera = await app.applicantOf(intakes.optionA, someone('Meera', 'not-offered'))
  await meera.goesToAssessment()
  await meera.takesAssessment()
  await meera.seesHeading('Your assessment is finished', { within: 45_000 })
  await meera.seesRecommendations()
  await meera.sees('B.Sc Marine Archaeology')
  await meera.sees('Not offered here')
  await meera.seesNoButton(/Apply for this/)
  await meera.presses('Continue without choosing')
  await meera.seesStep('Fill in the application form', 'To do')
})
