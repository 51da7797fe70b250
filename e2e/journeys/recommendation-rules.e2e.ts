import { randomBytes } from 'node:crypto'
import { expect, intakes, someone, test } from '../support/app'
import type { Applicant } from '../support/applicant'
import { imochaTest } from '../support/vendor-tests'

const ruleSet = 'Management Aptitude 2027'

async function sitsAndReads(who: Applicant): Promise<string> {
  await who.goesToAssessment()
  const tab = await who.opensTest()
  await imochaTest.begins(tab)
  await imochaTest.finishes(tab)
  await tab.waitForURL(/\/assessment/)
  await tab.close()
  await who.checksUntil('Your assessment is finished')
  return list(who)
}

/** The whole list with its reasons and how it was made. */
async function list(who: Applicant): Promise<string> {
  await who.seesRecommendations()
  return (await who.page.getByRole('main').textContent()) ?? ''
}

test('an officer edits rules without script, looks at what would change and publishes: new results follow, old lists stay', async ({
  app,
}) => {
  test.slow()
  const early = await app.applicantOf(intakes.imochaV2A, someone('Asha'))
  const before = await sitsAndReads(early)
  const versionBefore = Number(/version (\d+)/.exec(before)?.[1])
  expect(versionBefore).toBeGreaterThan(0)

  const officer = await app.staff('greenfield', 'officer', { javaScriptEnabled: false })
  const { page } = officer
  const tag = randomBytes(3).toString('hex')
  await officer.goes('/staff/settings/recommendations')
  await officer.follows(ruleSet)
  const rule = page.getByRole('group', { name: 'Rule 5', exact: true })
  const weight = rule.getByLabel(/^Weight/)
  const reason = rule.getByLabel(/^Reason in English/)

  // Half a rule is kept as it was typed, and what is missing is named.
  await officer.presses('Add a condition to rule 5')
  await officer.sees('The form is changed, nothing is saved yet.')
  await rule.getByRole('button', { name: 'Remove condition 2' }).click()
  await weight.fill('many')
  await reason.fill(`A broad beginning suits this result (${tag}): {mark}.`)
  await officer.presses('Save draft')
  await expect(
    page.getByRole('link', { name: 'Rule 5: Write a whole number from 1 to 100 as the weight.' }),
  ).toBeVisible()
  await expect(reason).toHaveValue(`A broad beginning suits this result (${tag}): {mark}.`)

  await weight.fill('100')
  await officer.presses('Save and see what would change')
  await officer.seesHeading('What would change')
  await officer.sees(/^Tried on \d+ finished results?, the newest first/)
  await officer.sees(/Lists already made stay as they are/)
  await expect(page.getByRole('table', { name: 'How often each programme is recommended' })).toContainText(
    'BBA',
  )

  await officer.presses('Publish')
  await expect(page.getByRole('link', { name: /^Write what changes and why/ })).toBeVisible()
  await page.getByLabel('What changes and why').fill(`A broad beginning for everybody (${tag}).`)
  await officer.presses('Publish')
  await officer.sees(/^Version \d+ is published\./)
  const version = Number(/Version (\d+) is published/.exec(await page.getByRole('main').innerText())?.[1])
  expect(version).toBeGreaterThan(versionBefore)
  await expect(
    page.getByRole('table', { name: 'Version history' }).getByRole('row', { name: new RegExp(tag) }),
  ).toContainText(`Version ${version}`)

  const late = await app.applicantOf(intakes.imochaV2A, someone('Kabir'))
  const made = await sitsAndReads(late)
  expect(made).toContain(`version ${version}.`)
  const first = late.page.getByRole('main').getByRole('list').first().getByRole('listitem').first()
  await expect(first.getByRole('heading', { name: 'BBA' })).toBeVisible()
  await expect(first.getByText(`A broad beginning suits this result (${tag}): `)).toBeVisible()
  expect(await list(early)).toBe(before)
})
