import { intakes, someone, test } from '../support/app'

// Faults and the clock are everybody's, so these run one after the other and after everything else.
test.describe.configure({ mode: 'serial' })

test('a gateway that is down before the payment begins charges nobody; the next press goes on', async ({
  app,
}) => {
  const admin = await app.staff('sunrise', 'admin')
  const riya = await app.applicantWithFeeDue()
  await riya.goesToFee()
  await admin.choosesFault('Razorpay', '500-api')
  await riya.presses(/^Pay ₹/)
  await riya.sees('The payment service is not answering just now')
  await riya.sees('You have not been charged. Your place is kept: try again in a few minutes.')
  await admin.choosesFault('Razorpay', null)
  await riya.paysWith('Pay by UPI')
  await riya.seesPaid()
  await riya.seesPayments(['Received'])
})

test('after an hour an abandoned payment has failed, can be made again, and late results have arrived', async ({
  app,
}) => {
  test.slow()
  const riya = await app.applicantWithFeeDue()
  await riya.paysWith('Abandon this tab')
  await riya.goesToFee()
  await riya.seesHeading('We are checking with your bank')
  const dev = await app.applicantOf(intakes.optionA, someone('Dev', 'late-result'))
  await dev.takesAssessment()
  const zoya = await app.applicantOf(intakes.optionA, someone('Zoya', 'unknown-status'))
  await zoya.takesAssessment()

  const admin = await app.staff('sunrise', 'admin')
  await admin.movesClock('1 hour forward')

  // Nobody presses anything: every page goes on by itself.
  await riya.seesHeading('The payment did not go through', { within: 90_000 })
  await riya.sees('The payment was not confirmed in time.')
  await dev.seesHeading('Your assessment is finished', { within: 90_000 })
  await zoya.seesHeading('Your assessment is finished', { within: 90_000 })
  await riya.paysWith('Pay by UPI')
  await riya.seesPaid()
  await riya.seesPayments(['Did not go through', 'Received'])
})
