import { type App, expect, intakes, someone, test } from '../support/app'
import type { Applicant } from '../support/applicant'
import { confirms, opensBoard, proposes, setsSeats, startsRelease } from '../support/decisions'
import { whoHasSubmitted } from '../support/review'
import type { Staff } from '../support/staff'

test.describe.configure({ mode: 'serial' })

/** Seats of their own, so that no other journey takes them. */
const pool = { intake: intakes.optionA.name, programme: 'BA Psychology' }

/** Somebody whose application is in review; returns them on their journey home. */
async function whoIsInReview(app: App, officer: Staff, name: string): Promise<Applicant> {
  const applicant = await whoHasSubmitted(app, intakes.optionA, someone(name))
  await officer.opensApplication(applicant.number())
  await officer.presses('Start the review')
  await officer.sees(/^The review has begun/)
  return applicant
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

  await setsSeats(admin, pool, 1)

  await proposes(officer, pool, first.number(), 'Admit')
  await proposes(officer, pool, second.number(), 'Waitlist')
  await officer.goes('/staff/decisions?show=provisional')
  await expect(officer.page.getByRole('checkbox', { name: `Choose ${first.number()}` })).toHaveCount(0)
  await confirms(admin, pool, [first.number(), second.number()])

  await startsRelease(admin, officer, pool, { name: 'Round one', holdMinutes: 1 })
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

  await startsRelease(admin, officer, pool, { name: 'Round two', holdMinutes: 0 })
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
    await opensBoard(admin, pool, 'provisional')
    await expect(admin.page.getByText('The portal, from the waitlist').first()).toBeVisible({ timeout: 2000 })
  }).toPass({ timeout: 30_000 })
  await confirms(admin, pool, [second.number()])
  await startsRelease(admin, officer, pool, { name: 'Round three', holdMinutes: 0 })
  await admin.sees('Finished', { within: 30_000 })
  await second.goes(`/applications/${second.number()}/decision`)
  await second.seesHeading('You are offered a seat')
  await second.sees(/another applicant declined theirs/)
})
