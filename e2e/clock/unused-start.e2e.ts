import { expect, intakes, someone, test } from '../support/app'
import { imochaTest, testPartnershipTest } from '../support/vendor-tests'

// The clock is everybody's and never goes back: a fortnight is for the end, after the files that count in minutes and hours.
test.describe.configure({ mode: 'serial' })

test('a start nobody used for a fortnight is expired, and a new attempt may be begun', async ({ app }) => {
  test.slow()
  const tara = await app.applicantOf(intakes.imochaA, someone('Tara'))
  const riya = await app.applicantOf(intakes.testPartnershipA, someone('Riya'))
  const people = [
    { who: tara, sits: imochaTest, unbegun: 'Start test' },
    { who: riya, sits: testPartnershipTest, unbegun: 'I agree, continue' },
  ]
  for (const { who, unbegun } of people) {
    const tab = await who.opensTest()
    await expect(tab.getByRole('button', { name: unbegun })).toBeVisible()
    await tab.close()
  }
  const admin = await app.staff('greenfield', 'admin')
  await admin.movesClock('14 days forward')
  await admin.movesClock('1 day forward')
  for (const { who, sits } of people) {
    await expect(async () => {
      await who.goesToAssessment()
      await expect(who.page.getByRole('heading', { name: 'Take your assessment again' })).toBeVisible({
        timeout: 1_000,
      })
    }).toPass({ timeout: 90_000 })
    await who.seesStep('Take the assessment', 'To do')
    const tab = await who.opensTest('Start a new attempt')
    await sits.begins(tab)
    await sits.finishes(tab)
    await tab.waitForURL(/\/assessment/)
    await tab.close()
    await who.seesStep('Take the assessment', 'Done')
  }
  const officer = await app.staff('greenfield', 'officer')
  for (const { who } of people) {
    await officer.opensApplication(who.number())
    await expect(officer.attempt(1).getByText('Expired', { exact: true }).first()).toBeVisible()
    await expect(officer.attempt(2).getByText('Begun again by the applicant')).toBeVisible()
  }
  // iMocha's invitation ran out after its ten days and says so itself; Test Partnership knows no end, so ours counts.
  await officer.opensApplication(tara.number())
  await expect(officer.attempt(1).getByText('Ran out before it was begun')).toBeVisible()
})
