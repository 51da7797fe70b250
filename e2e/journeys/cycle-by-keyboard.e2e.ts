import { expect, someone, test } from '../support/app'
import { setsSeats } from '../support/decisions'
import { keyboardOf } from '../support/keyboard'
import { addsBlindStage, candidateOf, part, whoHasSubmitted } from '../support/review'
import { opensRound } from '../support/round'

test('staff assign, score, propose, confirm and release without a mouse, and always see where they are', async ({
  app,
}) => {
  test.setTimeout(600_000)
  const admin = await app.staff('greenfield', 'admin')
  const round = await opensRound(admin, 'Keyboard')
  const pool = { intake: round.name, programme: 'BA Psychology' }
  await addsBlindStage(admin, round.path)
  await setsSeats(admin, pool, 1)
  const asha = await whoHasSubmitted(app, round, someone('Asha'))
  const number = asha.number()
  const officer = await app.staff('greenfield', 'officer')

  await test.step('the officer finds the application, begins its review and assigns it', async () => {
    const { page } = officer
    const keys = keyboardOf(page)
    await keys.goesTo('a', /\/staff\/applications/)
    await expect(async () => {
      await keys.press('/')
      await expect(page.getByRole('searchbox').first()).toBeFocused({ timeout: 2_000 })
    }).toPass({ timeout: 30_000 })
    await page.keyboard.type(number)
    await keys.press('Enter')
    await page.waitForURL(/q=APP/)
    await keys.enters(page.getByRole('main').getByRole('link', { name: number }).first())
    await page.waitForURL(new RegExp(`/staff/applications/${number}`))
    await keys.enters(page.getByRole('button', { name: 'Start the review', exact: true }))
    await officer.sees('The admissions office began to review the application')
    const review = part(officer, 'Review')
    await keys.enters(review.locator('summary').filter({ hasText: 'Assign reviewers' }))
    await keys.ticks(review.getByRole('checkbox', { name: /^Anil Kumar/ }))
    await keys.enters(review.getByRole('button', { name: 'Assign', exact: true }))
    await officer.sees('1 reviewer was added.')
  })

  await test.step('the reviewer scores it', async () => {
    const reviewer = await app.staff('greenfield', 'reviewer')
    const { page } = reviewer
    const keys = keyboardOf(page)
    await keys.goesTo('r', /\/staff\/review/)
    await keys.enters(page.getByRole('link', { name: candidateOf(number) }).first())
    await page.waitForURL(new RegExp(`/staff/review/${number}`))
    await reviewer.seesHeading(candidateOf(number))
    await keys.reaches(page.locator('[data-criterion]').first().getByRole('radio').first())
    await keys.press('9')
    await keys.press('4')
    await expect(page.getByRole('radio', { name: 'Admit' })).toBeFocused()
    await keys.press('Space')
    await keys.types(page.getByLabel('Comment'), 'Reads well')
    await keys.press('Control+Enter')
    await page.waitForURL(/submitted=|done=all/)
  })

  await test.step('the officer proposes', async () => {
    const { page } = officer
    const keys = keyboardOf(page)
    await officer.opensApplication(number)
    const decision = page.locator('section').filter({ hasText: 'Propose a decision' }).last()
    await keys.enters(decision.locator('summary').filter({ hasText: 'Propose a decision' }))
    await keys.chooses(decision.getByLabel('Decision', { exact: true }), 'Admit')
    await keys.chooses(decision.getByLabel('Programme', { exact: true }), pool.programme)
    await keys.chooses(decision.getByLabel('Seats of'), 'Any category')
    await keys.types(decision.getByLabel('Reason, for staff only'), 'As the committee decided')
    await keys.enters(decision.getByRole('button', { name: 'Propose a decision', exact: true }))
    await officer.sees('The decision is proposed. Another person confirms it.')
  })

  await test.step('the administrator confirms', async () => {
    const { page } = admin
    const keys = keyboardOf(page)
    await admin.goes('/staff')
    await keys.goesTo('d', /\/staff\/decisions/)
    await keys.chooses(page.getByLabel('Intake'), pool.intake)
    await keys.enters(page.getByRole('button', { name: 'Show', exact: true }))
    await page.waitForURL(/intake=/)
    await keys.enters(page.getByRole('main').getByRole('link', { name: /^Provisional/ }))
    await page.waitForURL(/show=provisional/)
    await keys.ticks(page.getByRole('checkbox', { name: `Choose ${number}` }))
    await keys.enters(page.getByRole('button', { name: 'Confirm the chosen…' }))
    await admin.sees('This is what would happen. Nothing has been changed yet.')
    await keys.enters(page.getByRole('button', { name: 'Confirm 1 decision' }))
    await admin.sees('1 was done.')
  })

  const release = `By keyboard ${number}`
  await test.step('the administrator plans a release and runs it dry', async () => {
    const { page } = admin
    const keys = keyboardOf(page)
    await admin.goes('/staff')
    await keys.goesTo('d', /\/staff\/decisions/)
    await keys.enters(page.getByRole('main').getByRole('link', { name: 'Releases', exact: true }))
    await page.waitForURL(/\/releases/)
    const label = (words: string) => page.getByLabel(words, { exact: true })
    await keys.types(label('Name'), release)
    await keys.chooses(label('Intake'), pool.intake)
    await keys.types(label('First batch'), '1')
    await keys.types(label('Hold, in minutes'), '0')
    const until = label('Offers are to be answered by, India time')
    await keys.reaches(until)
    // A moment that is typed alike whatever order and clock the browser asks for it in.
    await page.keyboard.type('03032027')
    await keys.press('ArrowRight')
    await page.keyboard.type('1159AM')
    await expect(until).toHaveValue('2027-03-03T11:59')
    await keys.enters(page.getByRole('button', { name: 'Plan it; nothing goes out yet' }))
    await admin.seesHeading(release)
    await keys.enters(page.getByRole('button', { name: 'Run it dry', exact: true }))
    await admin.sees(/: 1 decision\.$/)
  })

  await test.step('the officer approves it, the administrator lets it go', async () => {
    const other = keyboardOf(officer.page)
    await officer.goes('/staff')
    await other.goesTo('d', /\/staff\/decisions/)
    await other.enters(officer.page.getByRole('main').getByRole('link', { name: 'Releases', exact: true }))
    await other.enters(officer.page.getByRole('link', { name: release }))
    await other.enters(officer.page.getByRole('button', { name: 'Approve exactly this list' }))
    await expect(officer.page.getByText('Approved', { exact: true }).first()).toBeVisible()
    await admin.page.reload()
    const keys = keyboardOf(admin.page)
    await keys.enters(admin.page.getByRole('button', { name: 'Start now: first batch goes out' }))
    await admin.sees('Finished', { within: 60_000 })
    await asha.goes(`/applications/${number}/decision`)
    await asha.seesHeading('You are offered a seat')
  })
})
