import { expect } from '@playwright/test'
import { intakes, test } from '../support/app'
import type { Staff } from '../support/staff'

/** The form behind one action of the fee, filled in and sent: a record has several that ask why. */
async function acts({ page }: Staff, action: string, why: string) {
  const form = page.getByRole('group').filter({ has: page.getByText(action, { exact: true }) })
  await form.getByText(action, { exact: true }).first().click()
  await form.getByLabel('Why').fill(why)
  await form.getByRole('button', { name: action, exact: true }).click()
}

const { partner, name: intakeName } = intakes.optionB

test('cash at the counter counts once a second person has approved it, and then the test opens', async ({
  app,
}) => {
  const arjun = await app.applicantWithFeeDue()

  const finance = await app.staff(partner, 'finance')
  await finance.opensApplication(arjun.number())
  await finance.page.getByText('Record a payment outside the gateway', { exact: true }).click()
  await finance.page.getByLabel('Reference').fill(`SLIP ${arjun.number()}`)
  await finance.page.getByLabel('Received on').fill('2026-11-01')
  await finance.page.getByLabel('Where the proof lies').fill('cash book, page 12')
  await finance.page.getByRole('button', { name: 'Record', exact: true }).click()
  await finance.page.waitForURL(/\/staff\/payments\/offline\//)
  const address = new URL(finance.page.url()).pathname
  const approve = finance.page.getByRole('button', { name: 'Approve the payment' })
  await expect(approve).toHaveAttribute('aria-disabled', 'true')
  await expect(approve).toHaveAccessibleDescription(/second person/)

  const admin = await app.staff(partner, 'admin')
  await admin.goes(address)
  await admin.page.getByText('Approve the payment', { exact: true }).first().click()
  await admin.page.getByRole('button', { name: 'Approve the payment' }).click()
  await admin.sees('Approved.')
  await arjun.seesStep('Take the assessment', 'To do')
})

test('a waiver opens the test without money, and can be taken back before it is used', async ({ app }) => {
  const neha = await app.applicantWithFeeDue()
  const officer = await app.staff(partner, 'officer')
  await officer.opensApplication(neha.number())
  await acts(officer, 'Waive the fee', 'family income below the limit')
  await officer.sees('The fee is waived')
  await neha.seesStep('Take the assessment', 'To do')
  await officer.opensApplication(neha.number())
  await acts(officer, 'Take the waiver back', 'the certificate was not valid')
  await officer.sees('The waiver of the application fee was taken back: the fee is due again')
  await neha.page.reload()
  await neha.seesStep('Take the assessment', 'Locked', /Pay the application fee first/)
})

test('a coupon lowers what is quoted and charged; a large refund goes back once a second person has approved it', async ({
  app,
}) => {
  const admin = await app.staff(partner, 'admin')
  await admin.goes('/staff/payments?view=coupons')
  const code = `E2E-${Date.now().toString(36).toUpperCase()}`
  await admin.page.getByText('Make a coupon', { exact: true }).click()
  const intake = admin.page.getByLabel('Intake')
  const asha = await app.applicantWithFeeDue()
  await intake.selectOption({ label: intakeName })
  await admin.page.getByLabel('Code').fill(code)
  await admin.page.getByLabel('How much').fill('20')
  await admin.page.getByLabel('How many may use it').fill('5')
  await admin.page.getByLabel('Usable from (IST)').fill('2026-01-01T00:00')
  await admin.page.getByLabel('Usable until (IST)').fill('2030-01-01T00:00')
  await admin.page.getByRole('button', { name: 'Make it' }).click()
  await admin.sees(code)

  await asha.goesToFee()
  await asha.page.getByText('I have a coupon code', { exact: true }).click()
  await asha.page.getByLabel('Coupon code').fill(code.toLowerCase())
  await asha.page.getByRole('button', { name: 'Use this code' }).click()
  await asha.sees(`Coupon ${code} takes ₹200.00 off your fee.`)
  await asha.paysWith('Pay by UPI')
  await asha.seesPaid()
  await asha.sees('We have received ₹800.00. You can go on.')

  const finance = await app.staff(partner, 'finance')
  await finance.goes('/staff/payments?view=payments')
  await finance.page.getByRole('searchbox', { name: 'Search' }).fill(asha.number())
  await finance.presses('Apply')
  await finance.page.waitForURL(/[?&]q=APP/)
  await finance.page
    .getByRole('row', { name: new RegExp(asha.number()) })
    .getByRole('link')
    .first()
    .click()
  await finance.page.getByText('Give money back', { exact: true }).click()
  await finance.page.getByLabel('Why it goes back').fill('withdrew within three days')
  await finance.page.getByRole('button', { name: 'Ask for this refund' }).click()
  await finance.sees('The refund was asked for.')
  const address = new URL(finance.page.url()).pathname
  await admin.goes(address)
  await admin.page.getByText('Approve the refund', { exact: true }).first().click()
  await admin.page.getByRole('button', { name: 'Approve the refund' }).click()
  await admin.sees('Approved.')
  await asha.goesToFee()
  await asha.sees(/sending ₹800\.00 back|sent ₹800\.00 back/)
})
