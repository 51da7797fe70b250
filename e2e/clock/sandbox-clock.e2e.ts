import { expect, someone, test } from '../support/app'
import { codeShown, typesCode } from '../support/entrance'
import { demoPassword } from '../support/people'

// The clock is everybody's and never goes back, so these run one after the other and after everything else.
test.describe.configure({ mode: 'serial' })

test('ten minutes later a code has expired, and another one lets in', async ({ app }) => {
  const asha = await app.applicant('greenfield', someone('Asha'))
  await asha.registers()
  const code = await codeShown(asha.page)
  const officer = await app.staff('greenfield', 'officer')
  await officer.goes('/staff/sandbox')
  await officer.presses('10 minutes forward')
  await officer.sees(/10 minutes/)
  await typesCode(asha.page, code)
  await asha.sees('This code has expired. Ask for a new one and enter it within 10 minutes.')
  await expect(async () => {
    await asha.presses('Send a new code')
    expect(await codeShown(asha.page)).not.toBe(code)
  }).toPass({ timeout: 60_000, intervals: [5_000] })
  await asha.verifiesEmail()
  await asha.seesHeading('My applications')
})

test('money that the bank confirms six hours late arrives by itself, once', async ({ app }) => {
  const lakshmi = await app.applicant('sunrise', {
    ...someone('Lakshmi'),
    email: 'lakshmi@sandbox.test',
    password: demoPassword,
  })
  await lakshmi.signsIn()
  await lakshmi.goes('/applications')
  lakshmi.opensApplication(
    /APP-\d\d-[A-Z0-9]+/.exec(await lakshmi.page.getByRole('main').innerText())?.[0] ?? '',
  )
  await lakshmi.goesToFee()
  await lakshmi.seesHeading('We are checking with your bank')
  await lakshmi.seesNoButton(/Pay/)

  const admin = await app.staff('sunrise', 'admin')
  await admin.goes('/staff/sandbox')
  await admin.presses('6 hours forward')
  await lakshmi.seesPaid({ within: 90_000 })
  await lakshmi.seesReceipt()
  await lakshmi.seesStep('Take the assessment', 'To do')
  await admin.goes('/staff')
  await admin.sees('Paid but not unlocked: 0')
})
