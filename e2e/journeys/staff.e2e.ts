import { expect, intakes, someone, test } from '../support/app'
import { codeShown, typesCode } from '../support/entrance'
import type { Staff } from '../support/staff'

const rowsOf = ({ page }: Staff) =>
  page
    .getByRole('table')
    .getByRole('row')
    .filter({ has: page.getByRole('cell') })

test('an application is found by the beginning of anything that is known of it', async ({ app }) => {
  const reviewer = await app.staff('greenfield', 'reviewer')
  await reviewer.goes('/staff/applications?q=asha@sandbox')
  const number = (await reviewer.page.getByRole('link', { name: /^APP-/ }).first().textContent()) ?? ''
  for (const known of [
    'Asha V',
    'asha@sandbox.test',
    '98100 00001',
    '+919810000001',
    number,
    number.toLowerCase(),
  ]) {
    await reviewer.goes('/staff/applications')
    await reviewer.page.getByRole('searchbox', { name: 'Search' }).fill(known)
    await reviewer.presses('Apply')
    await expect(rowsOf(reviewer).filter({ hasText: 'Asha Verma' }), known).toHaveCount(1)
  }
  await reviewer.goes('/staff/applications?q=nobody-of-this-name')
  await reviewer.sees('No application fits')
  await reviewer.follows('Show all applications')
  await expect(rowsOf(reviewer).first()).toBeVisible()
})

test('the list is narrowed by intake, step and state of the assessment, and says so in its address', async ({
  app,
}) => {
  const officer = await app.staff('greenfield', 'officer')
  await officer.goes('/staff/applications')
  await officer.page
    .getByRole('combobox', { name: 'Intake', exact: true })
    .selectOption({ label: 'Postgraduate admission 2027' })
  await officer.presses('Apply')
  await expect(rowsOf(officer).filter({ hasText: 'Priya Menon' })).toHaveCount(1)
  await expect(rowsOf(officer).filter({ hasText: 'Asha Verma' })).toHaveCount(0)
  expect(new URL(officer.page.url()).searchParams.get('intake')).not.toBe('')

  await officer.follows('Clear the filter')
  // The lists say what is shown, also after a way back.
  await expect(officer.page.getByRole('combobox', { name: 'Intake', exact: true })).toHaveValue('')
  await officer.page
    .getByRole('combobox', { name: 'Step', exact: true })
    .selectOption({ label: 'Courses waiting' })
  await officer.presses('Apply')
  await expect(rowsOf(officer).filter({ hasText: 'Asha Verma' })).toHaveCount(1)
  await expect(rowsOf(officer).filter({ hasText: 'Kabir Khan' })).toHaveCount(0)

  await officer.follows('Clear the filter')
  await expect(officer.page.getByRole('combobox', { name: 'Step', exact: true })).toHaveValue('')
  await officer.page
    .getByRole('combobox', { name: 'Assessment', exact: true })
    .selectOption({ label: 'Left half-way' })
  await officer.presses('Apply')
  await expect(rowsOf(officer).filter({ hasText: 'Kabir Khan' })).toHaveCount(1)
  await expect(rowsOf(officer).filter({ hasText: 'Asha Verma' })).toHaveCount(0)
})

test('the list goes on from a row, not from a count: nobody is skipped while others apply', async ({
  app,
}) => {
  const admin = await app.staff('greenfield', 'admin')
  await admin.goes('/staff/applications?sort=oldest')
  const inOrder = await admin.page.getByRole('link', { name: /^APP-/ }).allTextContents()
  expect(inOrder.length).toBeGreaterThanOrEqual(7)
  const third = inOrder[2] ?? ''
  await admin.opensApplication(third)
  const id =
    /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(
      await admin.page.getByText('Row id').locator('xpath=..').innerText(),
    )?.[0] ?? ''

  await admin.goes(`/staff/applications?sort=oldest&after=${id}`)
  await expect(admin.page.getByRole('link', { name: /^APP-/ }).first()).toHaveText(inOrder[3] ?? '')
  await expect(admin.page.getByRole('link', { name: third })).toHaveCount(0)
  await admin.follows('Previous')
  await expect(admin.page.getByRole('link', { name: third })).toBeVisible()
  await expect(admin.page.getByRole('link', { name: /^APP-/ }).first()).toHaveText(inOrder[0] ?? '')
})

test('a letter pressed as soon as a page stands there acts on that page, and leads nowhere else', async ({
  app,
}) => {
  const officer = await app.staff('greenfield', 'officer')
  await officer.goes('/staff/applications')
  await expect(async () => {
    await officer.page.keyboard.press('d')
    await expect(officer.page).toHaveURL(/\/staff\/applications\?dense=0/)
  }).toPass()
  await expect(officer.page.getByRole('link', { name: 'Dense rows' })).toBeVisible()
})

test('the record tells the journey, what happened, and what the provider said against what we concluded', async ({
  app,
}) => {
  const reviewer = await app.staff('greenfield', 'reviewer')
  await reviewer.goes('/staff/applications?q=asha@sandbox')
  await reviewer.page.getByRole('link', { name: /^APP-/ }).first().click()
  await reviewer.seesHeading('Asha Verma')
  for (const heading of [
    'Journey',
    'What happened',
    'Attempts: the truth panel',
    'What the provider said',
    'What we concluded',
  ])
    await reviewer.seesHeading(heading)
  await reviewer.sees('Result in')
  await reviewer.sees(/^Last asked/)
  await reviewer.sees(/Result arrived with \d recommended courses/)
  // What this role may not do says whose it is.
  await reviewer.sees(/Not open to the role “Reviewer”/)
})

test('staff ask the provider themselves and see what came back', async ({ app }) => {
  const kabir = await app.applicantOf(intakes.optionA, someone('Kabir'))
  await kabir.takesAssessment({ leave: true })
  await kabir.page.close()

  const officer = await app.staff('greenfield', 'officer')
  await officer.opensApplication(kabir.number())
  await officer.presses('Check the assessment now')
  await officer.sees('Left half-way')
  await officer.sees('Abandoned')
  const exchange = officer.page.getByText('Ask for the result').first()
  await exchange.click()
  await officer.sees(/abandoned/i)
})

test('every exchange with an outside system is in the log, without secrets', async ({ app }) => {
  const dev = await app.applicantOf(intakes.optionA, someone('Dev', '500'))
  await dev.opensTest()
  const admin = await app.staff('greenfield', 'admin')
  await admin.goes('/staff/integrations')
  await admin.page
    .getByRole('combobox', { name: 'Purpose', exact: true })
    .selectOption({ label: 'Mint a start link' })
  await admin.page.getByRole('combobox', { name: 'Outcome', exact: true }).selectOption({ label: 'Failed' })
  await admin.presses('Apply')
  // The address says so before the rows do.
  const rows = admin.page.getByRole('table').locator('tbody').getByRole('row')
  await expect(rows.filter({ hasNotText: 'Mint a start link' })).toHaveCount(0)
  // Others fail at the same time: theirs is not the one looked for.
  const exchanges = await admin.page
    .getByRole('main')
    .locator('a[href*="/staff/integrations/"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
  for (const exchange of new Set(exchanges.filter((href) => /[0-9a-f-]{36}/.test(href)))) {
    await admin.goes(exchange)
    if ((await admin.page.getByRole('main').innerText()).includes(dev.number())) break
  }
  await admin.sees(dev.number())
  await admin.sees('What was asked')
  await admin.sees('Secrets and personal data were blacked out when this was written.')
  const text = await admin.page.getByRole('main').innerText()
  expect(text).toContain('500')
  expect(text).not.toContain(dev.person.email)
  expect(text).not.toContain(dev.person.mobile)
})

test('a letter can be read by staff of a sandbox, and holds what its receiver was sent', async ({ app }) => {
  const riya = await app.applicant('sunrise', someone('Riya'))
  await riya.registers()
  const code = await codeShown(riya.page)
  const admin = await app.staff('sunrise', 'admin')
  await expect(async () => {
    await admin.goes('/staff/mail')
    const row = rowsOf(admin).filter({ hasText: riya.person.email })
    await expect(row).toContainText('Sent', { timeout: 1_000 })
  }).toPass({ timeout: 30_000 })
  await rowsOf(admin).filter({ hasText: riya.person.email }).getByRole('link').first().click()
  await admin.sees(riya.person.email)
  await admin.sees(new RegExp(code))
  await typesCode(riya.page, code)
  await riya.seesHeading('My applications')
})

test('the console’s home shows that nobody has paid and stands locked out', async ({ app }) => {
  for (const partner of ['greenfield', 'sunrise'] as const) {
    const finance = await app.staff(partner, 'finance')
    await finance.goes('/staff')
    await finance.sees('Paid but not unlocked: 0')
  }
})

test('faults and clock stand in the sandbox panel, for those who may use it', async ({ app }) => {
  const officer = await app.staff('sunrise', 'officer')
  await officer.goes('/staff/sandbox')
  for (const heading of [
    'Clock',
    'Faults for everybody',
    'Addresses with a fault of their own',
    'Sessions',
    'Begin afresh',
  ])
    await officer.seesHeading(heading)
  await officer.seesButton('6 hours forward')
  await officer.page.getByLabel('Applicant’s e-mail address').fill('nobody@sandbox.test')
  await officer.presses('Let sessions run out')
  await officer.sees('We could not find that. Check the address, or go back to your applications.')
})
