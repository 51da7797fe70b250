import { randomBytes } from 'node:crypto'
import { expect, someone, test } from '../support/app'

test('a fee is changed in a draft and published: whoever has begun still pays the old one, whoever comes later the new one', async ({
  app,
}) => {
  test.slow()
  const code = `E2E-${randomBytes(3).toString('hex').toUpperCase()}`
  const intake = { partner: 'greenfield' as const, name: `Evening round ${code}` }
  // Without script: everything here is plain forms.
  const admin = await app.staff('greenfield', 'admin', { javaScriptEnabled: false })
  const { page } = admin

  await admin.goes('/staff/settings/intakes')
  await admin.follows('PG-27')
  await admin.follows('Copy to a new session')
  await page.getByLabel('Code').fill(code)
  await page.getByLabel('Name in English').fill(intake.name)
  await page.getByLabel('Name in Hindi').fill(`सांध्य प्रवेश ${code}`)
  await page.getByLabel('Session year').fill('2027')
  await page.getByLabel('Opens (India time)').fill('2026-01-01T09:00')
  await page.getByLabel('Closes (India time)').fill('2025-01-01T23:59')
  await admin.presses('Prepare the intake')
  // Refused: the date is named, and nothing typed is lost.
  await expect(page.getByRole('link', { name: 'The intake must close after it opens.' })).toBeVisible()
  await expect(page.getByLabel('Code')).toHaveValue(code)
  await page.getByLabel('Closes (India time)').fill('2030-12-31T23:59')
  await admin.sees(/Elsewhere: Dubai/)
  await admin.presses('Prepare the intake')
  await admin.sees('Not published: nobody outside sees this intake')
  const home = new URL(page.url()).pathname

  const savesFee = async (rupees: string) => {
    await admin.goes(home)
    await page.getByLabel('Fee in rupees', { exact: true }).fill(rupees)
    await admin.presses('Save the draft')
    await admin.sees(/Saved as the draft of version \d/)
  }
  const publishes = async (why: string, version: number) => {
    await admin.goes(`${home}/publish`)
    await admin.seesHeading('What publishing would do')
    await page.getByLabel('What changed and why').fill(why)
    await admin.presses(`Publish version ${version}`)
    await admin.goes(`${home}/versions`)
    await admin.sees(why)
  }
  await savesFee('1,000')
  await publishes('The first terms', 1)

  const early = await app.applicantOf(intake, someone('Early'))
  await early.fillsForm()
  await early.submits()

  await savesFee('1,500')
  await admin.goes(`${home}/publish`)
  const row = page.getByRole('row').filter({ hasText: 'Fee due' })
  await expect(row).toContainText('Stay on theirs')
  await admin.sees('1 application is in flight.')
  await publishes('The council raised the fee', 2)

  await early.goesToFee()
  await early.sees('₹1,000.00')
  await early.paysWith('Pay by UPI')
  await early.seesPaid()
  await early.sees('We have received ₹1,000.00. You can go on.')

  const late = await app.applicantOf(intake, someone('Late'))
  await late.fillsForm()
  await late.submits()
  await late.goesToFee()
  await late.sees('₹1,500.00')
})

test('two accounts of one person are found, linked, seen side by side and unlinked again', async ({
  app,
}) => {
  test.slow()
  const first = await app.applicantOf(
    { partner: 'greenfield', name: 'Undergraduate admission 2027' },
    someone('Mandakini'),
  )
  const number = /APP-[0-9A-Z-]+/.exec(first.page.url())?.[0] ?? ''
  const twice = { ...someone('Mandakini'), mobile: first.person.mobile }
  const second = await app.applicant('greenfield', twice)
  await second.registers()
  await second.verifiesEmail()

  const officer = await app.staff('greenfield', 'officer')
  const { page } = officer
  const person = page.locator('#person')
  await expect(async () => {
    await officer.opensApplication(number)
    await expect(person.getByText('Name alike, same mobile number')).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 60_000 })

  await person.getByRole('button', { name: 'Link as one person' }).click()
  await officer.sees('Say why, in a few words.')
  await person.getByLabel('Why').first().fill('Same passport seen')
  await person.getByRole('button', { name: 'Link as one person' }).click()
  await expect(person.getByText(/^Linked with Mandakini Testwala: Same passport seen/)).toBeVisible()

  await person.getByLabel('Why').first().fill('Twins after all')
  await person.getByRole('button', { name: 'Unlink' }).click()
  await expect(person.getByText('No other account is linked with this applicant.')).toBeVisible()
})
