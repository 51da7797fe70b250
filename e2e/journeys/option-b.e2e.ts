import { intakes, test } from '../support/app'

test('Option B: form, fee, then the assessment opens and its advice may still change the preference', async ({
  app,
}) => {
  const arjun = await app.applicantOf(intakes.optionB)
  await arjun.seesStep('Fill in the application form', 'To do')
  await arjun.seesStep(
    'Take the assessment',
    'Locked',
    /Complete and submit the application form first|Pay the application fee first/,
  )

  await arjun.fillsForm()
  await arjun.submits()
  await arjun.seesStep(
    'Take the assessment',
    'Locked',
    'Pay the application fee first. This step opens as soon as the payment is confirmed.',
  )
  await arjun.goesToAssessment()
  await arjun.seesHeading('Your assessment is not open yet')
  await arjun.seesNoButton('Start assessment')

  await arjun.goesToFee()
  await arjun.sees('The application fee is not refunded when you withdraw.')
  await arjun.paysWith('Pay by UPI')
  await arjun.seesPaid()
  await arjun.sees('We have received ₹1,000.00. You can go on.')
  await arjun.seesReceipt()
  await arjun.sees('UPI')
  await arjun.sees('₹1,000.00')

  await arjun.seesStep('Pay the application fee', 'Done')
  await arjun.seesStep('Take the assessment', 'To do')
  await arjun.goesToAssessment()
  await arjun.takesAssessment()
  await arjun.seesHeading('Your assessment is finished', { within: 45_000 })

  await arjun.seesRecommendations()
  await arjun.appliesFor('B.Tech Computer Science')
  await arjun.seesRecommendations()
  await arjun.sees('Your first choice')
  await arjun.seesStep('Review by the admissions office', 'Waiting')
  await arjun.seesInTimeline(
    /Application fee paid/,
    /Assessment opened/,
    /“B.Tech Computer Science” put first/,
  )
})
