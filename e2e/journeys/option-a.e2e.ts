import { expect, intakes, test } from '../support/app'

test('Option A: who takes the assessment first is led by its result through the form to the review', async ({
  app,
}) => {
  const asha = await app.applicantOf(intakes.optionA)
  await asha.seesStep('Take the assessment', 'To do')
  await asha.seesStep('Fill in the application form', 'Locked', /Take the assessment first/)

  await asha.goesToAssessment()
  await asha.takesAssessment()
  // Nobody touches the first tab: it notices by itself.
  await asha.seesHeading('Your assessment is finished', { within: 45_000 })
  await asha.follows('See your recommended courses')

  await asha.seesHeading('Recommended courses')
  await asha.sees(/StudyHQ puts this course at number 1 of \d for you/)
  await asha.sees('These are advice, not a decision.')
  await asha.appliesFor('B.Tech Computer Science')

  const firstChoice = asha.page.getByRole('combobox', { name: 'First choice' })
  await asha.goes(`/applications/${asha.number()}/form/preferences`)
  await expect(firstChoice.getByRole('option', { selected: true })).toHaveText(
    'B.Tech Computer Science and Engineering',
  )

  await asha.fillsForm({ preferences: { 'Second choice': 'B.Sc Data Science' } })
  await asha.sees('B.Tech Computer Science and Engineering')
  await asha.sees('Sunita Testwala')
  await asha.submits()
  await asha.sees(asha.number())

  await asha.seesStep('Fill in the application form', 'Done')
  await asha.seesStep('Review by the admissions office', 'Waiting', /admissions office is reviewing/)
  await asha.seesInTimeline(
    'Test opened in a new tab',
    'Test finished',
    /Result arrived with 5 recommended courses/,
    /Application submitted/,
  )
})

test('a submitted form can be read and no longer changed', async ({ app }) => {
  const riya = await app.applicantWithFeeDue()
  await riya.goes(`/applications/${riya.number()}/form/personal`)
  await riya.sees('Sunita Testwala')
  await riya.seesNoButton('Continue')
  await expect(riya.page.getByRole('textbox', { name: 'Mother’s name' })).toHaveCount(0)
})
