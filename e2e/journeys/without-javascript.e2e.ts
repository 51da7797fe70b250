import { expect, intakes, someone, test } from '../support/app'
import { codeShown, field, fillsRegistration, typesCode } from '../support/entrance'
import { beginsTest, finishesTest } from '../support/study-test'

const withoutJavaScript = { javaScriptEnabled: false }

test('Option B without JavaScript: register, form, fee, receipt, assessment, courses', async ({ app }) => {
  test.slow()
  const riya = await app.applicant('sunrise', someone('Riya'), withoutJavaScript)
  const { page } = riya
  await riya.goes('/register')
  await fillsRegistration(page, { ...riya.person, mobile: '12345' })
  await riya.presses('Create account')
  await riya.sees('There is a problem')
  await expect(page).toHaveTitle(/^Error: /)
  await expect(field(page, 'Full name')).toHaveValue(riya.person.fullName)
  await expect(field(page, 'Mobile number')).toHaveValue('12345')
  await field(page, 'Mobile number').fill(riya.person.mobile)
  await field(page, 'Choose a password').fill(riya.person.password)
  await riya.presses('Create account')
  await riya.seesHeading('Enter the code we sent you')
  const code = await codeShown(page)
  await typesCode(page, code === '000000' ? '111111' : '000000')
  await riya.sees(/That is not the code we sent/)
  await typesCode(page, code)
  await riya.seesHeading('My applications')

  await riya.startsApplication(intakes.optionB.name)
  await riya.goesToForm('contact')
  await riya.fills({ 'House and street': '14 Lake Road', 'PIN code': '12' })
  await riya.presses('Continue')
  await riya.sees('There is a problem')
  await expect(page).toHaveTitle(/^Error: /)
  await expect(page.getByRole('textbox', { name: 'House and street' })).toHaveValue('14 Lake Road')
  await expect(page.getByRole('textbox', { name: 'PIN code' })).toHaveValue('12')
  await page
    .getByRole('alert')
    .getByRole('link', { name: /PIN code/ })
    .click()
  await expect(page.getByRole('textbox', { name: 'PIN code' })).toBeFocused()

  await riya.fillsForm()
  await riya.submits()

  await riya.goesToFee()
  await riya.presses(/^Pay ₹/)
  await riya.presses('Continue to payment')
  await riya.presses('Pay by UPI')
  await riya.presses(/^Return to /)
  await riya.seesPaid()
  await riya.seesReceipt()

  await riya.goesToAssessment()
  const tab = await riya.opensTest()
  await beginsTest(tab)
  await finishesTest(tab)
  await riya.goesToAssessment()
  await expect(async () => {
    await riya.goesToAssessment()
    const finished = page.getByRole('heading', { name: 'Your assessment is finished' })
    if (!(await finished.isVisible())) await riya.presses('Check now')
    await expect(finished).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 60_000, intervals: [5_000] })
  await riya.follows('See your recommended courses')
  await riya.appliesFor('B.Tech Computer Science')
  await riya.sees('Your first choice')
})

test('Option A without JavaScript: assessment, courses, prefilled form, submission', async ({ app }) => {
  test.slow()
  const asha = await app.applicantOf(intakes.optionA, someone('Asha'), withoutJavaScript)
  const { page } = asha
  const tab = await asha.opensTest()
  await beginsTest(tab)
  await finishesTest(tab)
  await expect(async () => {
    await asha.goesToAssessment()
    const finished = page.getByRole('heading', { name: 'Your assessment is finished' })
    if (!(await finished.isVisible())) await asha.presses('Check now')
    await expect(finished).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 60_000, intervals: [5_000] })
  await asha.follows('See your recommended courses')
  await asha.appliesFor('B.Tech Computer Science')
  await asha.goesToForm('preferences')
  await expect(
    page.getByRole('combobox', { name: 'First choice' }).getByRole('option', { selected: true }),
  ).toHaveText('B.Tech Computer Science and Engineering')
  await asha.fillsForm({ preferences: {} })
  await asha.submits()
  await asha.seesStep('Fill in the application form', 'Done')
})

test('language, sign-out and sign-in work without JavaScript', async ({ app }) => {
  const asha = await app.applicant('greenfield', someone('Asha'), withoutJavaScript)
  await asha.registers()
  await asha.verifiesEmail()
  await asha.presses('हिन्दी')
  await expect(asha.page.getByRole('heading', { level: 1 })).toHaveText('मेरे आवेदन')
  await asha.presses('English')
  await asha.seesHeading('My applications')
  await asha.signsOut()
  await asha.signsIn()
  await asha.seesHeading('My applications')
})
