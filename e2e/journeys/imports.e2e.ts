import { readFile } from 'node:fs/promises'
import { codeShown, field } from '../support/entrance'
import { expect, someone, test } from '../support/app'
import { expectNoObstacle } from '../support/looks'

test('a file of applicants is read row by row, brought in once, and who was brought in agrees before anything opens', async ({
  app,
}) => {
  const asha = await app.applicant('greenfield', { ...someone('Asha'), password: 'Neela-Akash-2028' })
  const { page, person } = asha
  const officer = await app.staff('greenfield', 'officer')
  const file = {
    name: 'school-fair.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      [
        'Name,E-mail,Mobile,Date of birth',
        `${person.fullName},${person.email},98100 00001,11/02/2008`,
        'Kabir Khan,kabir at the fair,98100 00002,2008-07-30',
      ].join('\r\n'),
    ),
  }
  const uploads = async () => {
    await officer.goes('/staff/imports')
    await officer.page.getByLabel('CSV file').setInputFiles(file)
    await officer.presses('Upload and read')
    await officer.page.getByLabel('Intake for rows that name none').selectOption('UG-27')
    await officer.page.getByLabel(/^Send everybody a letter/).check()
    await officer.presses('Check every row')
    await officer.sees('What would happen')
  }

  await uploads()
  const rows = officer.page.getByRole('table', { name: 'Rows' })
  await expect(rows.getByRole('row').filter({ hasText: 'Kabir Khan' })).toContainText(
    '“kabir at the fair” is not an e-mail address.',
  )
  await officer.presses('Bring in 1 applicant')
  await expect(rows.getByRole('row').filter({ hasText: person.fullName })).toContainText('Brought in')
  const saved = officer.page.waitForEvent('download')
  await officer.page.getByRole('link', { name: 'Result as CSV' }).click()
  expect(await readFile(await (await saved).path(), 'utf8')).toContain('is not an e-mail address')

  await uploads()
  await officer.sees('No row is ready.')
  await expect(rows.getByRole('row').filter({ hasText: person.fullName })).toContainText('There already')

  await asha.goes('/forgot-password')
  await field(page, 'E-mail address').fill(person.email)
  await asha.presses('Send me a code')
  await field(page, 'Six-digit code').fill(await codeShown(page))
  await field(page, 'New password').fill(person.password)
  await asha.presses('Save password and sign in')
  await asha.seesHeading('Before you go on: the privacy notice')
  await expectNoObstacle(page, { language: 'en', width: 1280 })
  await asha.goes('/profile')
  await asha.seesHeading('Before you go on: the privacy notice')
  await asha.presses('Agree and go on')
  await expect(page.getByRole('alert').filter({ has: page.getByRole('link') })).toBeFocused()
  await page.getByRole('checkbox', { name: /I have read the privacy notice/ }).check()
  await asha.presses('Agree and go on')
  await asha.seesHeading('Your profile')
  await asha.goes('/applications')
  await asha.sees(/APP-\d\d-/)
})
