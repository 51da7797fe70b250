import { expect, test } from '../support/app'
import { orderShown, seesNothingMoreThere } from '../support/checkout'

// Every button of the gateway's page is a day that an applicant may have.
test.describe.configure({ mode: 'parallel' })

const openAssessment = ['Take the assessment', 'To do'] as const
const lockedAssessment = ['Take the assessment', 'Locked', /Pay the application fee first/] as const

for (const [button, method] of [
  ['Pay by card', 'Card'],
  ['Pay by netbanking', 'Netbanking'],
] as const) {
  test(`${button}: the fee is paid at once, the receipt says how, the assessment opens`, async ({ app }) => {
    const arjun = await app.applicantWithFeeDue()
    await arjun.paysWith(button)
    await arjun.seesPaid()
    await arjun.seesReceipt()
    await arjun.sees(method)
    await arjun.seesStep(...openAssessment)
  })
}

test('a payment that fails says why, and trying again uses the same order', async ({ app }) => {
  const riya = await app.applicantWithFeeDue()
  await riya.goesToGateway()
  const order = await orderShown(riya.page)
  await riya.choosesAtGateway('Fail the payment', { reason: 'Not enough money in the account' })

  await riya.seesHeading('The payment did not go through')
  await riya.sees('There was not enough money in the account.')
  await riya.sees('If money left your account, it returns in 5–7 working days.')
  await riya.seesStep(...lockedAssessment)

  await riya.goesToGateway()
  expect(await orderShown(riya.page)).toBe(order)
  await riya.choosesAtGateway('Pay by UPI')
  await riya.seesPaid()
  await riya.seesPayments(['Did not go through', 'Received'])
  await riya.seesStep(...openAssessment)
})

test('while the bank has not decided nobody can pay again, and the page tells by itself when it has', async ({
  app,
}) => {
  const lakshmi = await app.applicantWithFeeDue()
  await lakshmi.paysWith('Stay pending, then succeed')
  await lakshmi.seesHeading('We are checking with your bank')
  await lakshmi.sees(/Please do not pay again/)
  await lakshmi.seesNoButton(/Pay/)
  await lakshmi.seesPaid({ within: 60_000 })
  await lakshmi.seesPayments(['Received'])
})

test('leaving the gateway half-way keeps the place and offers no second payment meanwhile', async ({
  app,
}) => {
  const riya = await app.applicantWithFeeDue()
  await riya.paysWith('Abandon this tab')
  await seesNothingMoreThere(riya.page)
  await riya.goesToFee()
  await riya.seesHeading('We are checking with your bank')
  await riya.seesNoButton(/Pay/)
  await riya.checksNow()
  await riya.seesHeading('We are checking with your bank')
  await riya.seesStep('Pay the application fee', 'Waiting', /We are checking with your bank/)
  await riya.seesStep('Take the assessment', 'Locked', /We are checking with your bank/)
})

test('cancelling on the gateway’s page lets the applicant pay at once', async ({ app }) => {
  const riya = await app.applicantWithFeeDue()
  await riya.goesToGateway()
  await riya.follows(/^Cancel and go back to/)
  await riya.seesHeading('Pay your application fee')
  await riya.paysWith('Pay by UPI')
  await riya.seesPaid()
})

test('paid, and the tab is lost: the gateway’s message is enough', async ({ app }) => {
  const arjun = await app.applicantWithFeeDue()
  await arjun.paysWith('Pay, return lost')
  await seesNothingMoreThere(arjun.page)
  await arjun.goesToFee()
  await arjun.seesPaid({ within: 30_000 })
  await arjun.seesStep(...openAssessment)
})

test('paid, and the gateway’s message is lost: coming back is enough', async ({ app }) => {
  const arjun = await app.applicantWithFeeDue()
  await arjun.paysWith('Pay, webhook lost')
  await arjun.seesPaid()
  await arjun.seesStep(...openAssessment)
})

test('paid, and nobody tells: the portal asks by itself', async ({ app }) => {
  const lakshmi = await app.applicantWithFeeDue()
  await lakshmi.paysWith('Pay, return and webhook lost')
  await seesNothingMoreThere(lakshmi.page)
  await lakshmi.goesToFee()
  await lakshmi.seesPaid({ within: 60_000 })
  await lakshmi.seesStep(...openAssessment)
})

test('money that arrives after a failure still counts, once', async ({ app }) => {
  const lakshmi = await app.applicantWithFeeDue()
  await lakshmi.paysWith('Fail now, succeed late')
  await lakshmi.seesHeading('The payment did not go through')
  await lakshmi.looksAgainUntilPaid()
  await lakshmi.seesPayments(['Received'])
  await lakshmi.seesInTimeline(/did not go through/, /Application fee paid/)
})

test('the same message five times at once makes one receipt', async ({ app }) => {
  const arjun = await app.applicantWithFeeDue()
  await arjun.paysWith('Pay, webhook five times at once')
  await arjun.seesPaid()
  await arjun.seesPayments(['Received'])
  await arjun.seesInTimeline(/Application fee paid/)
  await expect(arjun.page.getByText(/Application fee paid/)).toHaveCount(1)
  await expect(arjun.page.getByText(/Assessment opened/)).toHaveCount(1)
})

test('who is charged twice is told, and the second payment goes back', async ({ app }) => {
  const farhan = await app.applicantWithFeeDue()
  await farhan.paysWith('Pay twice')
  await farhan.seesPaid()
  await farhan.sees(
    /You paid twice\. We are sending ₹1,000\.00 back|You had paid twice\. We sent ₹1,000\.00 back/,
    { within: 30_000 },
  )
  await farhan.seesPayments(['Received', /Received|Sent back/])
  await farhan.seesStep(...openAssessment)
})

test('a forged success unlocks nothing and says what happened', async ({ app }) => {
  const riya = await app.applicantWithFeeDue()
  await riya.paysWith('Forge a success')
  await riya.seesHeading('Pay your application fee')
  await riya.sees('We did not accept that message')
  await riya.seesButton('Pay ₹1,000.00')
  await riya.seesStep(...lockedAssessment)

  const staff = await app.staff('sunrise', 'finance')
  await staff.opensApplication(riya.number())
  await staff.sees('A return from the payment page with a false signature was refused')
})

test('a wrong amount never settles the fee and goes back; then the right one can be paid', async ({
  app,
}) => {
  const riya = await app.applicantWithFeeDue()
  await riya.paysWith('Pay a different amount')
  await riya.sees(/^We are sending ₹1\.00 back/, { within: 30_000 })
  await riya.seesStep('Take the assessment', 'Locked')
  await riya.looksAgainUntilPayIsOpen()
  await riya.paysWith('Pay by UPI')
  await riya.seesPaid()
  await riya.seesPayments(['Sent back', 'Received'])
})

for (const [button, trouble] of [
  ['Pay, then the API fails for a minute', 'fails'],
  ['Pay, then the API is slow for a minute', 'is slow'],
] as const) {
  test(`paid while the gateway ${trouble}: said, waited for, settled`, async ({ app }) => {
    test.slow()
    const lakshmi = await app.applicantWithFeeDue()
    await lakshmi.paysWith(button)
    await lakshmi.sees('The payment service is not answering just now', { within: 30_000 })
    await lakshmi.seesNoButton(/Pay/)
    await lakshmi.seesPaid({ within: 150_000 })
    await lakshmi.seesStep(...openAssessment)
  })
}
