import { expect } from '@playwright/test'
import type { App, Intake } from './app'
import type { Applicant } from './applicant'
import type { NewApplicant } from './people'
import type { Staff } from './staff'

type Round = { partner: Intake['partner']; name: string }

/** Somebody who has sat the test of an assessment-first intake and submitted everything; stands on “submitted”. */
export async function whoHasSubmitted(app: App, intake: Round, person: NewApplicant): Promise<Applicant> {
  const applicant = await app.applicant(intake.partner, person)
  await applicant.registers()
  await applicant.verifiesEmail()
  await applicant.startsApplication(intake.name)
  await applicant.goesToAssessment()
  await applicant.takesAssessment()
  await applicant.seesHeading('Your assessment is finished', { within: 60_000 })
  await applicant.fillsForm()
  await applicant.submits()
  return applicant
}

/** One part of the record that is open, by its heading. */
export const part = ({ page }: Staff, heading: string) =>
  page.locator('section').filter({ has: page.getByRole('heading', { name: heading, exact: true, level: 2 }) })

/** Opens a `<details>` of a part by its words. */
export const unfolds = (staff: Staff, heading: string, words: string) =>
  part(staff, heading).getByText(words, { exact: true }).first().click()

/** How a reviewer of a blind stage is shown an applicant. */
export const candidateOf = (number: string): string => `Candidate ${number.slice(-6)}`

/** Begins the review of an application and shares it out evenly among these people. */
export async function sharesOut(officer: Staff, number: string, among: readonly string[]): Promise<void> {
  await officer.opensApplication(number)
  await officer.presses('Start the review')
  await officer.sees('The admissions office began to review the application')
  await unfolds(officer, 'Review', 'Assign reviewers')
  const form = part(officer, 'Review')
  await form.getByRole('radio', { name: /^Evenly/ }).check()
  for (const name of among) await form.getByRole('checkbox', { name: new RegExp(`^${name}`) }).check()
  await officer.presses('Assign')
  await officer.sees('1 reviewer was added.')
}

/** Which of these people has the application to review, as the record that is open says. */
export async function reviewerOf(officer: Staff, among: readonly string[]): Promise<string> {
  const row = part(officer, 'Review').getByRole('row').filter({ hasText: 'To review' })
  await expect(row).toHaveCount(1)
  const words = (await row.textContent()) ?? ''
  return among.find((name) => words.includes(name)) ?? ''
}

/** Fills the scorecard of an application and submits it. */
export async function scores(
  reviewer: Staff,
  number: string,
  { points, verdict, comment }: { points: number[]; verdict: string; comment: string },
): Promise<void> {
  await reviewer.goes(`/staff/review/${number}`)
  const { page } = reviewer
  for (const [index, each] of points.entries())
    await page.locator('[data-criterion]').nth(index).getByText(String(each), { exact: true }).click()
  await page.getByRole('group', { name: 'Recommendation' }).getByText(verdict, { exact: true }).click()
  await page.getByLabel('Comment').fill(comment)
  await reviewer.presses('Submit and go on')
  await page.waitForURL(/submitted=|done=all/)
}

/** Asks the applicant of the record that is open about one answer of the form. */
export async function asksAbout(
  officer: Staff,
  { question, page, field }: { question: string; page: string; field: string },
): Promise<void> {
  const questions = 'Questions to the applicant'
  await unfolds(officer, questions, 'Ask the applicant')
  const form = part(officer, questions)
  await form.getByLabel('Question').fill(question)
  await form.getByText(page, { exact: true }).click()
  await form.getByRole('checkbox', { name: field, exact: true }).check()
  await officer.presses('Send the question')
  await expect(form.getByText('Question open', { exact: true })).toBeVisible()
}

/** A stage with a scorecard of two criteria, blind, one reviewer each: an intake's settings that are open. */
export async function addsBlindStage(admin: Staff, intakePath: string): Promise<void> {
  const { page } = admin
  await admin.goes(`${intakePath}/review`)
  const cards = part(admin, 'Scorecards')
  await cards.getByText('Add a scorecard', { exact: true }).first().click()
  await cards.getByLabel('Name in English').fill('Reading')
  await cards.getByLabel('Name in Hindi').fill('पठन')
  const criteria = [
    ['Marks', 'अंक', '60', '10'],
    ['Statement', 'कथन', '40', '5'],
  ]
  for (const [row, cells] of criteria.entries())
    for (const [column, text] of cells.entries())
      await cards.locator('tbody tr').nth(row).getByRole('textbox').nth(column).fill(text)
  await cards.getByRole('button', { name: 'Add a scorecard', exact: true }).click()
  await admin.sees('Reading')
  await expect(cards.getByText('Marks: weight 60 %, up to 10 points')).toBeVisible()
  await page.reload()
  const stages = part(admin, 'Stages')
  await stages.getByLabel('Name in English').fill('Reading')
  await stages.getByLabel('Name in Hindi').fill('पठन')
  await stages.getByLabel('Scorecard').selectOption({ label: 'Reading' })
  await stages.getByRole('checkbox', { name: /^Blind:/ }).check()
  await stages.getByRole('button', { name: 'Add a stage', exact: true }).click()
  await expect(stages.getByText('1. Reading')).toBeVisible()
}
