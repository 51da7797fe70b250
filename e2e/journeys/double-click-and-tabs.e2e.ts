import { expect, intakes, test } from '../support/app'
import { beginsTest } from '../support/study-test'
import { orderShown } from '../support/checkout'

test('a double click on Start assessment opens one tab, and its link works', async ({ app }) => {
  const asha = await app.applicantOf(intakes.optionA)
  await asha.goesToAssessment()
  const opened = asha.context.waitForEvent('page')
  await asha.page.getByRole('button', { name: 'Start assessment' }).dblclick()
  await beginsTest(await opened)
  expect(asha.context.pages()).toHaveLength(2)
  await asha.seesInTimeline('Test opened in a new tab')
  await expect(asha.page.getByText('Test opened in a new tab')).toHaveCount(1)
})

test('a click in each of two tabs at once leaves one link that works', async ({ app }) => {
  const asha = await app.applicantOf(intakes.optionA)
  await asha.goesToAssessment()
  const second = await asha.opensSecondTab()
  await second.goesToAssessment()
  const [one, other] = await Promise.all([asha.opensTest(), second.opensTest()])
  const tests = [one, other].filter((tab) => tab.url().includes('/take/'))
  expect(tests).toHaveLength(1)
  const [test] = tests
  if (test) await beginsTest(test)
})

test('a double click on Pay makes one order and one payment', async ({ app }) => {
  const riya = await app.applicantWithFeeDue()
  await riya.goesToFee()
  await riya.page.getByRole('button', { name: /^Pay ₹/ }).dblclick()
  await orderShown(riya.page)
  await riya.choosesAtGateway('Pay by UPI')
  await riya.seesPaid()
  await riya.seesPayments(['Received'])
  await riya.seesInTimeline('Payment of the application fee was begun')
  await expect(riya.page.getByText('Payment of the application fee was begun')).toHaveCount(1)
})

test('two tabs at the fee page lead to one order, and who paid in one cannot pay in the other', async ({
  app,
}) => {
  const riya = await app.applicantWithFeeDue()
  const second = await riya.opensSecondTab()
  await riya.goesToFee()
  await second.goesToFee()
  await riya.goesToGateway()
  const order = await orderShown(riya.page)
  await second.presses(/^Pay ₹/)
  await expect(
    second.page
      .getByText(order)
      .or(second.page.getByRole('heading', { name: 'We are checking with your bank' })),
  ).toBeVisible()
  await riya.choosesAtGateway('Pay by UPI')
  await riya.seesPaid()
  await second.goesToFee()
  await second.seesPaid()
  await second.seesNoButton(/Pay/)
  await second.seesPayments(['Received'])
})

test('two tabs of one form page keep what was typed in either', async ({ app }) => {
  const riya = await app.applicantOf(intakes.optionB)
  await riya.goesToForm('personal')
  const second = await riya.opensSecondTab()
  await second.goesToForm('personal')
  await riya.fills({ 'Mother’s name': 'Sunita Sharma' })
  await riya.seesSaved()
  await second.fills({ 'Father’s or guardian’s name': 'Ramesh Sharma', Category: 'General' })
  await second.seesSaved()
  await second.sees(
    'Some answers were changed in another tab or on another device. This page now shows them.',
  )
  await expect(second.page.getByRole('textbox', { name: 'Mother’s name' })).toHaveValue('Sunita Sharma')
  await riya.goesToForm('personal')
  await expect(riya.page.getByRole('textbox', { name: 'Mother’s name' })).toHaveValue('Sunita Sharma')
  await expect(riya.page.getByRole('textbox', { name: 'Father’s or guardian’s name' })).toHaveValue(
    'Ramesh Sharma',
  )
})
