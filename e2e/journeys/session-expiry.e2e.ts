import { type App, expect, intakes, someone, test } from '../support/app'
import { signsInHere } from '../support/entrance'
import type { Applicant } from '../support/applicant'

const statement =
  'I take things apart to see how they work, and I would like to learn to put better ones together.'
const typedAfterwards = { District: 'Pune Rural', 'PIN code': '411057' }

/** Lets the session of this applicant alone run out, as if they had been away for hours. */
async function letsSessionRunOut(app: App, applicant: Applicant) {
  const officer = await app.staff('sunrise', 'officer')
  await officer.goes('/staff/sandbox')
  await officer.page.getByLabel('Applicant’s e-mail address').fill(applicant.person.email)
  await officer.presses('Let sessions run out')
  await officer.sees('These sessions have run out.')
}

test('a session that runs out in mid-form leads back to the same field with everything typed', async ({
  app,
}) => {
  const riya = await app.applicantOf(intakes.optionB)
  const { page } = riya
  await riya.goesToForm('contact')
  await riya.fills({ 'House and street': '14 Lake Road', 'City, town or village': 'Pune' })
  await letsSessionRunOut(app, riya)

  const pin = page.getByRole('textbox', { name: 'PIN code' })
  await pin.fill(typedAfterwards['PIN code'])
  await riya.presses('Continue')
  await riya.seesHeading('Sign in')
  await riya.sees('Sign in to go on to the page you asked for.')
  await signsInHere(page, riya.person)

  await riya.seesHeading('Where do you live?')
  await riya.sees('We kept what you typed')
  await expect(pin).toHaveValue(typedAfterwards['PIN code'])
  await expect(pin).toBeFocused()
  await expect(page.getByRole('textbox', { name: 'House and street' })).toHaveValue('14 Lake Road')
  await expect(page.getByRole('textbox', { name: 'City, town or village' })).toHaveValue('Pune')
})

test('autosave notices that the session has run out and keeps every letter', async ({ app }) => {
  const riya = await app.applicantOf(intakes.optionB)
  const { page } = riya
  await riya.goesToForm('statement')
  await letsSessionRunOut(app, riya)

  const box = page.getByRole('textbox', { name: 'Your statement' })
  await box.fill(statement)
  // Nothing is pressed: a pause in typing is enough.
  await riya.seesHeading('Sign in')
  await signsInHere(page, riya.person)
  await riya.seesHeading('Why do you want to study this?')
  await expect(box).toHaveValue(statement)
  await expect(box).toBeFocused()
})

test('what is typed while a slow network tells that the session has run out is kept too', async ({ app }) => {
  const riya = await app.applicantOf(intakes.optionB)
  const { page } = riya
  await riya.goesToForm('contact')
  await letsSessionRunOut(app, riya)
  const network = await riya.context.newCDPSession(page)
  await network.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 2_000,
    downloadThroughput: -1,
    uploadThroughput: -1,
  })

  // Leaving the first field sends the page; the second one is typed while the answer is under way.
  await page.getByRole('textbox', { name: 'House and street' }).fill('14 Lake Road')
  await page.keyboard.press('Tab')
  const city = page.getByRole('textbox', { name: 'City, town or village' })
  await city.fill('Pune')
  await riya.seesHeading('Sign in')
  await network.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: -1,
  })
  await signsInHere(page, riya.person)
  await riya.seesHeading('Where do you live?')
  await expect(page.getByRole('textbox', { name: 'House and street' })).toHaveValue('14 Lake Road')
  await expect(city).toHaveValue('Pune')
})

test('without JavaScript too, what was posted with an expired session is there after signing in', async ({
  app,
}) => {
  const riya = await app.applicantOf(intakes.optionB, someone('Riya'), { javaScriptEnabled: false })
  await riya.goesToForm('contact')
  await riya.fills({ 'House and street': '14 Lake Road', ...typedAfterwards })
  await letsSessionRunOut(app, riya)
  await riya.presses('Continue')
  await riya.seesHeading('Sign in')
  await signsInHere(riya.page, riya.person)
  await riya.seesHeading('Where do you live?')
  await riya.sees('We kept what you typed')
  for (const [question, answer] of Object.entries({ 'House and street': '14 Lake Road', ...typedAfterwards }))
    await expect(riya.page.getByRole('textbox', { name: question })).toHaveValue(answer)
})

test('the next form page is there after signing in, and the journey goes on', async ({ app }) => {
  const riya = await app.applicantOf(intakes.optionB)
  await riya.goesToForm('statement')
  await letsSessionRunOut(app, riya)
  await riya.goes(`/applications/${riya.number()}/form/check`)
  await riya.seesHeading('Sign in')
  await signsInHere(riya.page, riya.person)
  await riya.seesHeading('Check your answers')
})

test('a session that was ended on purpose keeps nothing of what is typed with it', async ({ app }) => {
  const riya = await app.applicantOf(intakes.optionB, someone('Riya'), { javaScriptEnabled: false })
  await riya.goesToForm('contact')
  const phone = await app.applicant('sunrise', riya.person)
  await phone.signsIn()
  await phone.goes('/profile')
  await phone.presses('Sign out everywhere')
  await phone.seesHeading('Sign in')

  await riya.fills({ 'House and street': 'Written by a thief' })
  await riya.presses('Continue')
  await riya.doesNotSee('We kept what you typed')
  await phone.signsIn()
  await phone.goes(`/applications/${riya.number()}/form/contact`)
  await phone.seesHeading('Where do you live?')
  await phone.doesNotSee('We kept what you typed')
  await expect(phone.page.getByRole('textbox', { name: 'House and street' })).toHaveValue('')
})
