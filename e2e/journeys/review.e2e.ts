import { expect, intakes, someone, test } from '../support/app'
import { candidateOf, part, unfolds, whoHasSubmitted } from '../support/review'
import type { Staff } from '../support/staff'

test.describe.configure({ mode: 'serial' })

/** The officer begins the review and gives the application to the reviewer by hand. */
async function begins(officer: Staff, number: string): Promise<void> {
  await officer.opensApplication(number)
  await officer.presses('Start the review')
  await officer.sees('The admissions office began to review the application')
  await expect(part(officer, 'Review').getByText('Screening').first()).toBeVisible()
  await unfolds(officer, 'Review', 'Assign reviewers')
  await part(officer, 'Review')
    .getByRole('checkbox', { name: /^Anil Kumar/ })
    .check()
  await officer.presses('Assign')
  await officer.sees('1 reviewer was added.')
}

test('an application is assigned, scored blind by keyboard, and the colleague’s score shows to the officer', async ({
  app,
}) => {
  test.slow()
  const ishani = await whoHasSubmitted(app, intakes.optionA, someone('Ishani'))
  const { fullName, email } = ishani.person
  const officer = await app.staff('greenfield', 'officer')
  await begins(officer, ishani.number())

  const reviewer = await app.staff('greenfield', 'reviewer')
  const candidate = candidateOf(ishani.number())
  const isBlind = async () => {
    const told = await reviewer.page.content()
    for (const secret of [fullName, email, 'Testwala', 'Lake Road', 'Model High School', '1234567'])
      expect(told, secret).not.toContain(secret)
  }
  await reviewer.goes('/staff/review')
  await isBlind()
  await reviewer.follows(candidate)
  await reviewer.seesHeading(candidate)
  await reviewer.sees('87.4')
  await isBlind()
  // The record, the list and a search for the name tell no more.
  await reviewer.opensApplication(ishani.number())
  await reviewer.seesHeading(candidate)
  await isBlind()
  await reviewer.goes(`/staff/applications?q=${encodeURIComponent(email)}`)
  await reviewer.doesNotSee(ishani.number())

  await reviewer.goes(`/staff/review/${ishani.number()}`)
  await reviewer.page.getByRole('radio').first().focus()
  for (const key of ['9', '8', '4', '5']) await reviewer.page.keyboard.press(key)
  await expect(reviewer.page.getByRole('radio', { name: 'Admit' })).toBeFocused()
  await reviewer.page.keyboard.press('Space')
  await reviewer.page.getByLabel('Comment').fill('Strong in mathematics')
  await reviewer.page.keyboard.press('Control+Enter')
  await reviewer.page.waitForURL(/submitted=|done=all/)

  await officer.opensApplication(ishani.number())
  await expect(part(officer, 'Review').getByText('Strong in mathematics')).toBeVisible()
  await expect(part(officer, 'Review').getByText('86 %').first()).toBeVisible()
  await part(officer, 'Review').getByLabel('Move to the stage').selectOption({ label: 'Panel' })
  await officer.presses('Move')
  await expect(part(officer, 'Review').getByText('Panel').first()).toBeVisible()
  await reviewer.opensApplication(ishani.number())
  await reviewer.seesHeading(fullName)
})

test('a question opens exactly what it asks, keeps what is not right yet, and comes back marked changed', async ({
  app,
}) => {
  test.slow()
  const farida = await whoHasSubmitted(app, intakes.optionA, someone('Farida'))
  const number = farida.number()
  const officer = await app.staff('greenfield', 'officer')
  await begins(officer, number)
  const questions = 'Questions to the applicant'
  await unfolds(officer, questions, 'Ask the applicant')
  const ask = part(officer, questions)
  await ask.getByLabel('Question').fill('The mark sheet says 88.4. Which is right?')
  await ask.getByText('Your Class 10', { exact: true }).click()
  await ask.getByRole('checkbox', { name: 'Result', exact: true }).check()
  await ask.getByLabel('Name of document 1').fill('Class 10 mark sheet')
  await officer.presses('Send the question')
  await expect(ask.getByText('Question open', { exact: true })).toBeVisible()

  await farida.seesStep('Review by the admissions office', 'To do')
  await farida.sees('The mark sheet says 88.4. Which is right?')
  await farida.goes(`/applications/${number}/query`)
  await expect(farida.page.getByRole('textbox')).toHaveCount(1)
  await farida.page.getByLabel('Result').fill('188')
  await farida.presses('Send answers')
  await farida.sees('Choose a file for “Class 10 mark sheet”')
  await expect(farida.page.getByLabel('Result')).toHaveValue('188')
  const file = farida.page.getByLabel('Class 10 mark sheet')
  await file.setInputFiles({
    name: 'sheet.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('<html>no mark sheet</html>'),
  })
  await farida.page.getByLabel('Result').fill('88.4')
  await farida.presses('Upload and keep for later')
  await farida.sees(/This file is not a PDF, JPEG or PNG/)
  await expect(farida.page.getByLabel('Result')).toHaveValue('88.4')
  await file.setInputFiles({
    name: 'sheet.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.7 mark sheet'),
  })
  await farida.presses('Send answers')
  await farida.seesHeading('Your answers have been sent')
  await farida.goesHome()
  await farida.sees('sheet.pdf')

  await officer.goes('/staff/review')
  await officer.page.getByRole('link', { name: farida.person.fullName }).first().click()
  const answer = part(officer, questions)
  await expect(answer.getByText('87.4')).toBeVisible()
  await expect(answer.getByText('88.4', { exact: true })).toBeVisible()
  await expect(answer.getByText('Changed', { exact: true })).toBeVisible()
  await officer.presses('Accept the answer')
  await expect(answer.getByText('Accepted', { exact: true })).toBeVisible()
  await unfolds(officer, 'Documents', 'Say where it stands')
  await part(officer, 'Documents').getByRole('radio', { name: 'Verified', exact: true }).check()
  await part(officer, 'Documents').getByRole('button', { name: 'Say where it stands' }).click()
  await expect(part(officer, 'Documents').getByText('Verified', { exact: true }).first()).toBeVisible()
})

test('a note names a colleague, who finds it until it is read', async ({ app }) => {
  const officer = await app.staff('greenfield', 'officer')
  await officer.goes('/staff/applications?q=priya@sandbox')
  await officer.page.getByRole('link', { name: /^APP-/ }).first().click()
  await part(officer, 'Notes')
    .getByLabel(/^Write a note/)
    .fill('Please look here, @Vidya Krishnan.')
  await officer.presses('Keep the note')
  await expect(part(officer, 'Notes').getByText('Please look here, @Vidya Krishnan.')).toBeVisible()

  const admin = await app.staff('greenfield', 'admin')
  await admin.goes('/staff/review')
  await admin.sees('Please look here, @Vidya Krishnan.')
  await admin.presses('Mark as read')
  await admin.doesNotSee('Please look here, @Vidya Krishnan.')
})
