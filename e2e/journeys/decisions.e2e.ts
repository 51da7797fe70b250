import { type App, expect, intakes, someone, test } from '../support/app'
import type { Applicant } from '../support/applicant'
import type { Staff } from '../support/staff'

test.describe.configure({ mode: 'serial' })

/** Seats of their own, so that no other journey takes them. */
const programme = 'BA Psychology'

/** Somebody whose application is in review; returns them on their journey home. */
async function whoIsInReview(app: App, officer: Staff, name: string): Promise<Applicant> {
  const applicant = await app.applicantOf(intakes.optionA, someone(name))
  await applicant.goesToAssessment()
  await applicant.takesAssessment()
  await applicant.seesHeading('Your assessment is finished', { within: 45_000 })
  await applicant.fillsForm()
  await applicant.submits()
  await officer.opensApplication(applicant.number())
  await officer.presses('Start the review')
  await officer.sees('The review has begun.')
  return applicant
}

async function proposes(officer: Staff, number: string, kind: 'Admit' | 'Waitlist'): Promise<void> {
  await officer.opensApplication(number)
  const part = officer.page.locator('section').filter({ hasText: 'Propose a decision' }).last()
  await part.getByText('Propose a decision', { exact: true }).first().click()
  await part.getByLabel('Decision', { exact: true }).selectOption(kind)
  await part.getByLabel('Programme', { exact: true }).selectOption({ label: programme })
  await part.getByLabel('Seats of').selectOption('Any category')
  await part.getByLabel('Reason, for staff only').fill('As the committee decided')
  await part.getByRole('button', { name: 'Propose a decision', exact: true }).click()
  await officer.sees('The decision is proposed. Another person confirms it.')
}

/** A second person sees what would happen to each, then confirms all of them. */
async function confirms(admin: Staff, numbers: string[]): Promise<void> {
  await admin.goes('/staff/decisions?show=provisional')
  await admin.page.getByLabel('Intake').selectOption(intakes.optionA.name)
  await admin.presses('Show')
  for (const number of numbers) await admin.page.getByRole('checkbox', { name: `Choose ${number}` }).check()
  await admin.presses('Confirm the chosen…')
  await admin.sees('This is what would happen. Nothing has been changed yet.')
  await admin.presses(numbers.length === 1 ? 'Confirm 1 decision' : `Confirm ${numbers.length} decisions`)
  await admin.sees(numbers.length === 1 ? '1 was done.' : `${numbers.length} were done.`)
}

/** Planned and run dry by one, approved by another, started. Leaves both on the release's page. */
async function starts(admin: Staff, officer: Staff, name: string, holdMinutes: number): Promise<void> {
  await admin.goes('/staff/decisions/releases')
  const label = (words: string) => admin.page.getByLabel(words, { exact: true })
  await label('Name').fill(name)
  await label('Intake').selectOption(intakes.optionA.name)
  await label('Programme').selectOption({ label: programme })
  await label('First batch').fill('1')
  await label('Hold, in minutes').fill(String(holdMinutes))
  await label('Offers are to be answered by, India time').fill('2027-03-31T23:59')
  await admin.presses('Plan it; nothing goes out yet')
  await admin.seesHeading(name)
  await admin.presses('Run it dry')
  await admin.sees(/decision(s)?\.$/)
  await expect(admin.page.getByRole('button', { name: 'Approve exactly this list' })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  await officer.goes(admin.path())
  await officer.presses('Approve exactly this list')
  await expect(officer.page.getByText('Approved', { exact: true }).first()).toBeVisible()
  await admin.page.reload()
  await admin.presses('Start now: first batch goes out')
}

test('a cycle: proposed, confirmed, run dry, approved, a batch released, one undone, all released, accepted, and the waitlist moves', async ({
  app,
}) => {
  test.setTimeout(600_000)
  const officer = await app.staff('greenfield', 'officer')
  const admin = await app.staff('greenfield', 'admin')
  const [first, second] = [
    await whoIsInReview(app, officer, 'Tara'),
    await whoIsInReview(app, officer, 'Vikram'),
  ]

  await admin.goes('/staff/decisions')
  await admin.page.getByLabel('Intake').selectOption(intakes.optionA.name)
  await admin.presses('Show')
  await admin.follows('Set seats')
  await admin.page.getByLabel('Programme', { exact: true }).selectOption({ label: programme })
  await admin.page.getByLabel('Number of seats').fill('1')
  await admin.presses('Save seats')
  await admin.sees('Saved.')

  await proposes(officer, first.number(), 'Admit')
  await proposes(officer, second.number(), 'Waitlist')
  await officer.goes('/staff/decisions?show=provisional')
  await expect(officer.page.getByRole('checkbox', { name: `Choose ${first.number()}` })).toHaveCount(0)
  await confirms(admin, [first.number(), second.number()])

  await starts(admin, officer, 'Round one', 1)
  await admin.sees('On hold', { within: 30_000 })
  await first.goes(`/applications/${first.number()}/decision`)
  await first.seesHeading('You are offered a seat')
  await second.goes(`/applications/${second.number()}/decision`)
  await second.seesHeading('There is no decision yet')
  await admin.presses(/^Undo this one/)
  await admin.sees('Undone')
  await first.goes(`/applications/${first.number()}/decision`)
  await first.sees(/was not final and has been taken back/)
  await admin.sees('Finished', { within: 120_000 })
  await second.goes(`/applications/${second.number()}/decision`)
  await second.seesHeading('You are on the waitlist')
  await second.sees(/Your place is 1/)

  await starts(admin, officer, 'Round two', 0)
  await admin.sees('Finished', { within: 30_000 })
  await first.goes(`/applications/${first.number()}/decision`)
  const letter = first.page.waitForEvent('download')
  await first.follows('Download the letter (PDF)')
  expect((await letter).suggestedFilename()).toMatch(/^LTR-27-[0-9A-Z]{8}\.pdf$/)
  await first.presses('Accept the offer')
  await first.sees(/^You accepted this offer on/)

  await first.follows('Decline the offer')
  await first.seesHeading('Decline this seat?')
  await first.presses('Yes, decline it')
  await first.sees(/^You declined this offer on/)
  await expect(async () => {
    await admin.goes('/staff/decisions?show=provisional')
    await admin.page.getByLabel('Intake').selectOption(intakes.optionA.name)
    await admin.presses('Show')
    await expect(admin.page.getByText('The portal, from the waitlist').first()).toBeVisible({ timeout: 2000 })
  }).toPass({ timeout: 30_000 })
  await confirms(admin, [second.number()])
  await starts(admin, officer, 'Round three', 0)
  await admin.sees('Finished', { within: 30_000 })
  await second.goes(`/applications/${second.number()}/decision`)
  await second.seesHeading('You are offered a seat')
  await second.sees(/another applicant declined theirs/)
})
