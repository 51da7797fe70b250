import { expect, type Intake, intakes, test } from '../support/app'
import type { Applicant } from '../support/applicant'
import { imochaTest, isTerminated, testPartnershipTest, type VendorTest } from '../support/vendor-tests'

type Line = { name: string; optionA: Intake; optionB: Intake; programme: string; sits: VendorTest }

const lines: Line[] = [
  {
    name: 'iMocha V3',
    optionA: intakes.imochaA,
    optionB: intakes.imochaB,
    programme: 'B.Sc Data Science',
    sits: imochaTest,
  },
  {
    name: 'iMocha V2',
    optionA: intakes.imochaV2A,
    optionB: intakes.imochaV2B,
    programme: 'B.Sc Data Science',
    sits: imochaTest,
  },
  {
    name: 'Test Partnership',
    optionA: intakes.testPartnershipA,
    optionB: intakes.testPartnershipB,
    programme: 'BBA',
    sits: testPartnershipTest,
  },
]

/** Sits the whole test in the new tab, which is led back to the portal at its end. */
async function takesTest(who: Applicant, { sits }: Line): Promise<void> {
  const tab = await who.opensTest()
  await sits.begins(tab)
  await sits.finishes(tab)
  await tab.waitForURL(/\/applications\/APP-[^/]+\/assessment/)
  await expect(tab.getByRole('heading', { name: 'Your assessment is finished' })).toBeVisible({
    timeout: 45_000,
  })
  await tab.close()
}

for (const line of lines) {
  test(`Option A at ${line.name}: back from the test with marks, recommended programmes with reasons, form, submitted`, async ({
    app,
  }) => {
    const asha = await app.applicantOf(line.optionA)
    await asha.seesStep('Take the assessment', 'To do')
    await asha.goesToAssessment()
    await takesTest(asha, line)
    // The tab that was left behind notices by itself.
    await asha.seesHeading('Your assessment is finished', { within: 45_000 })
    await asha.seesStep('Take the assessment', 'Done')
    await asha.seesRecommendations()
    await asha.page
      .getByRole('button', { name: /^Apply for this/ })
      .first()
      .click()
    await asha.fillsForm({ preferences: { 'First choice': line.programme } })
    await asha.submits()
    await asha.seesStep('Review by the admissions office', 'Waiting')
    await asha.seesInTimeline('Came back from the test; the result is being fetched', /Test finished/)
  })

  test(`Option B at ${line.name}: form, fee, then the test opens and its advice is there`, async ({
    app,
  }) => {
    const arjun = await app.applicantOf(line.optionB)
    await arjun.seesStep('Take the assessment', 'Locked')
    await arjun.fillsForm({ preferences: { 'First choice': line.programme } })
    await arjun.submits()
    await arjun.goesToFee()
    await arjun.paysWith('Pay by UPI')
    await arjun.seesPaid()
    await arjun.goesToAssessment()
    await takesTest(arjun, line)
    await arjun.seesStep('Take the assessment', 'Done')
    await arjun.seesRecommendations()
    await arjun.seesStep('Review by the admissions office', 'Waiting')
  })
}

test('a test left at Test Partnership is gone on with where it was left', async ({ app }) => {
  const riya = await app.applicantOf(intakes.testPartnershipA)
  await riya.goesToAssessment()
  const tab = await riya.opensTest()
  await testPartnershipTest.begins(tab)
  await testPartnershipTest.leaves(tab)
  await tab.close()
  await riya.checksNow()
  await riya.seesStep('Take the assessment', 'In progress')
  await riya.goesToAssessment()
  const again = await riya.opensTest('Continue assessment')
  await testPartnershipTest.begins(again)
  await testPartnershipTest.finishes(again)
  await again.waitForURL(/\/assessment/)
  await riya.seesHeading('Your assessment is finished', { within: 45_000 })
})

test('a test left at iMocha is over, and the applicant is told so and may begin a new one', async ({
  app,
}) => {
  const tara = await app.applicantOf(intakes.imochaA)
  await tara.goesToAssessment()
  const tab = await tara.opensTest()
  await imochaTest.begins(tab)
  await imochaTest.leaves(tab)
  await tab.close()
  await tara.checksUntil('Take your assessment again')
  await tara.sees(/iMocha lets nobody back into a test that was left/)
  await takesTest(tara, lines[0] as Line)
  await tara.seesStep('Take the assessment', 'Done')
  const officer = await app.staff('greenfield', 'officer')
  await officer.opensApplication(tara.number())
  await officer.sees(/Attempt 2/)
  await officer.sees(/Attempt 1/)
})

test('a test the proctor ended keeps what was answered, says so, and a new one may be begun', async ({
  app,
}) => {
  const kabir = await app.applicantOf(intakes.imochaV2A)
  await kabir.goesToAssessment()
  const tab = await kabir.opensTest()
  await imochaTest.begins(tab)
  await isTerminated(tab)
  await tab.close()
  await kabir.checksUntil('Take your assessment again')
  await kabir.seesStep('Take the assessment', 'To do')
})
