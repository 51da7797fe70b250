import { type App, expect, someone, test } from '../support/app'
import type { Applicant } from '../support/applicant'
import { confirms, opensBoard, type Pool, proposes, setsSeats, startsRelease } from '../support/decisions'
import { demoPassword } from '../support/people'
import {
  addsBlindStage,
  asksAbout,
  candidateOf,
  part,
  reviewerOf,
  scores,
  sharesOut,
  whoHasSubmitted,
} from '../support/review'
import { opensRound, type Round } from '../support/round'
import { type Staff, staffOf } from '../support/staff'

/** Those who read, as the demo calls them, with their addresses. */
const readers = {
  'Anil Kumar': 'reviewer@greenfield.test',
  'Bina Shah': 'reviewer2@greenfield.test',
} as const
const names = Object.keys(readers) as (keyof typeof readers)[]

async function reader(app: App, name: keyof typeof readers): Promise<Staff> {
  const person = { ...someone('Reader'), email: readers[name], password: demoPassword }
  const entered = await app.applicant('greenfield', person)
  await entered.signsIn()
  return staffOf(entered)
}

test('a whole cycle: shared out, read blind, asked, answered, proposed, confirmed, released in parts, one undone, answered, and the waitlist moves', async ({
  app,
}) => {
  test.setTimeout(900_000)
  const [admin, officer] = [await app.staff('greenfield', 'admin'), await app.staff('greenfield', 'officer')]
  const round =
    await test.step('the administrator prepares an intake with a blind stage and two seats', async () => {
      const opened = await opensRound(admin, 'Cycle')
      await addsBlindStage(admin, opened.path)
      await setsSeats(admin, poolOf(opened), 2)
      return opened
    })
  const pool = poolOf(round)
  const [asha, bala, chitra] = await test.step('three people apply', () => threeWhoApplied(app, round))
  const everybody = [asha, bala, chitra]

  await test.step('the officer shares the applications out, and each is read blind by who has it', async () => {
    for (const applicant of everybody) {
      await sharesOut(officer, applicant.number(), names)
      const has = await reviewerOf(officer, names)
      const reviewer = await reader(app, names.find((name) => name === has) ?? names[0]!)
      await readsBlind(reviewer, pool, applicant)
    }
    await officer.opensApplication(asha.number())
    await expect(part(officer, 'Review').getByText('Reads well').first()).toBeVisible()
    await expect(part(officer, 'Review').getByText('86 %').first()).toBeVisible()
  })

  await test.step('a question opens one answer, which comes back marked changed and is accepted', async () => {
    await asksAbout(officer, {
      question: 'The mark sheet says 88.4. Which is right?',
      page: 'Your Class 10',
      field: 'Result',
    })
    await asha.goes(`/applications/${asha.number()}/query`)
    await expect(asha.page.getByRole('textbox')).toHaveCount(1)
    await asha.page.getByLabel('Result').fill('88.4')
    await asha.presses('Send answers')
    await asha.seesHeading('Your answers have been sent')
    await officer.goes('/staff/review')
    await officer.page.getByRole('link', { name: asha.person.fullName }).first().click()
    const answer = part(officer, 'Questions to the applicant')
    await expect(answer.getByText('88.4', { exact: true })).toBeVisible()
    await expect(answer.getByText('Changed', { exact: true })).toBeVisible()
    await officer.presses('Accept the answer')
    await expect(answer.getByText('Accepted', { exact: true })).toBeVisible()
  })

  await test.step('the officer proposes and cannot confirm; the administrator does', async () => {
    await proposes(officer, pool, asha.number(), 'Admit')
    await proposes(officer, pool, bala.number(), 'Admit')
    await proposes(officer, pool, chitra.number(), 'Waitlist')
    await opensBoard(officer, pool, 'provisional')
    await officer.sees('Your proposal: another person confirms it')
    await expect(officer.page.getByRole('checkbox', { name: /^Choose / })).toHaveCount(0)
    await confirms(
      admin,
      pool,
      everybody.map((each) => each.number()),
    )
    for (const each of everybody) await seesDecision(each, 'There is no decision yet')
  })

  const undone =
    await test.step('the release is run dry, approved by another, and its first one undone', async () => {
      await startsRelease(admin, officer, pool, { name: 'Round one', holdMinutes: 1, dryRun: seesCounts })
      await admin.sees('On hold', { within: 60_000 })
      const undo = admin.page.getByRole('button', { name: /^Undo this one/ })
      await expect(undo).toHaveCount(1)
      const number = /APP-\S+/.exec((await undo.textContent()) ?? '')?.[0]
      const first = everybody.find((each) => each.number() === number) ?? asha
      await first.goes(`/applications/${first.number()}/decision`)
      await expect(first.page.getByText('There is no decision yet')).toHaveCount(0)
      await undo.click()
      await admin.sees('Undone')
      await first.goes(`/applications/${first.number()}/decision`)
      await first.sees(/was not final and has been taken back/)
      await admin.sees('Finished', { within: 150_000 })
      return first
    })

  await test.step('everything is released, also what was undone', async () => {
    await startsRelease(admin, officer, pool, { name: 'Round two', holdMinutes: 0 })
    await admin.sees('Finished', { within: 60_000 })
    await seesDecision(undone, undone === chitra ? 'You are on the waitlist' : 'You are offered a seat')
    await seesDecision(asha, 'You are offered a seat')
    await seesDecision(bala, 'You are offered a seat')
    await seesDecision(chitra, 'You are on the waitlist')
  })

  await test.step('one accepts with the letter in hand, one declines', async () => {
    await asha.goes(`/applications/${asha.number()}/decision`)
    await downloadsLetter(asha)
    await asha.presses('Accept the offer')
    await asha.sees(/^You accepted this offer on/)
    await bala.goes(`/applications/${bala.number()}/decision`)
    await bala.follows('Decline the offer')
    await bala.presses('Yes, decline it')
    await bala.sees(/^You declined this offer on/)
  })

  await test.step('the waitlist moves up, and the applicant reads why', async () => {
    await expect(async () => {
      await opensBoard(admin, pool, 'provisional')
      await expect(admin.page.getByText('The portal, from the waitlist').first()).toBeVisible({
        timeout: 2000,
      })
    }).toPass({ timeout: 60_000 })
    await confirms(admin, pool, [chitra.number()])
    await startsRelease(admin, officer, pool, { name: 'Round three', holdMinutes: 0 })
    await admin.sees('Finished', { within: 60_000 })
    await seesDecision(chitra, 'You are offered a seat')
    await chitra.sees(/another applicant declined theirs/)
    await downloadsLetter(chitra)
  })
})

const poolOf = ({ name }: Round) => ({ intake: name, programme: 'BA Psychology' })

/** Two at once, as many as the machine has hands for. */
async function threeWhoApplied(app: App, round: Round): Promise<[Applicant, Applicant, Applicant]> {
  const [one, two] = await Promise.all(
    ['Asha', 'Bala'].map((name) => whoHasSubmitted(app, round, someone(name))),
  )
  const three = await whoHasSubmitted(app, round, someone('Chitra'))
  if (!one || !two) throw new Error('nobody applied')
  return [one, two, three]
}

/** The reviewer finds the application in the queue, reads and scores it, and never meets the name. */
async function readsBlind(reviewer: Staff, pool: Pool, { person, number }: Applicant): Promise<void> {
  const isBlind = async () => {
    const told = await reviewer.page.content()
    for (const secret of [person.fullName, person.email, person.mobile, 'Testwala'])
      expect(told, secret).not.toContain(secret)
  }
  await reviewer.goes('/staff/review')
  await expect(reviewer.page.getByRole('link', { name: candidateOf(number()) }).first()).toBeVisible()
  await isBlind()
  await reviewer.follows(candidateOf(number()))
  await reviewer.seesHeading(candidateOf(number()))
  await isBlind()
  await reviewer.opensApplication(number())
  await reviewer.seesHeading(candidateOf(number()))
  await isBlind()
  // A reviewer recommends; deciding is not theirs.
  await opensBoard(reviewer, pool, 'to_decide')
  await reviewer.sees(number())
  await isBlind()
  await expect(reviewer.page.getByRole('checkbox', { name: /^Choose / })).toHaveCount(0)
  await scores(reviewer, number(), { points: [9, 4], verdict: 'Admit', comment: 'Reads well' })
}

async function seesDecision(applicant: Applicant, heading: string): Promise<void> {
  await applicant.goes(`/applications/${applicant.number()}/decision`)
  await applicant.seesHeading(heading)
}

/** What a dry run says before anything goes out: three people, two of them admitted into two seats. */
async function seesCounts(admin: Staff): Promise<void> {
  await admin.sees(/: 3 decisions\.$/)
  const row = admin.page.getByRole('row').filter({ hasText: 'BA Psychology' }).first()
  await expect(row).toContainText('2')
  await admin.sees(/everybody is new/)
}

async function downloadsLetter(applicant: Applicant): Promise<void> {
  const letter = applicant.page.waitForEvent('download')
  await applicant.follows('Download the letter (PDF)')
  expect((await letter).suggestedFilename()).toMatch(/^LTR-27-[0-9A-Z]{8}\.pdf$/)
}
