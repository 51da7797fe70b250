import { expect, intakes, someone, test } from '../support/app'

test('a provider that fails is found in the log and asked again; what creates something is locked with its reason', async ({
  app,
}) => {
  const kabir = await app.applicantOf(intakes.optionA, someone('Kabir'))
  await kabir.takesAssessment({ leave: true })
  const officer = await app.staff('greenfield', 'officer')
  await officer.opensApplication(kabir.number())
  await officer.presses('Check the assessment now')
  await officer.sees('Abandoned')

  const open = async (purpose: string) => {
    await officer.goes(`/staff/integrations?application=${kabir.number()}&purpose=${purpose}`)
    await officer.page.locator('main table tbody th a').first().click()
    await officer.page.waitForURL(/\/staff\/integrations\/[0-9a-f-]{36}/)
  }
  await open('fetch_result')
  await officer.sees(kabir.number())
  await officer.presses('Replay this exchange')
  await officer.sees('Asked again. What came of it stands below.', { within: 30_000 })
  await officer.sees('What we knew')
  await officer.page.getByRole('link', { name: 'The exchange that it made' }).first().click()
  await officer.sees('Open the exchange that was replayed')

  await open('mint_start_link')
  const replay = officer.page.getByRole('button', { name: 'Replay this exchange' })
  await expect(replay).toHaveAttribute('aria-disabled', 'true')
  await expect(replay).toHaveAccessibleDescription(/make something new at the provider/)
})

test('an alert opens when its condition comes and closes by itself when it is over', async ({ app }) => {
  const admin = await app.staff('greenfield', 'admin')
  const setThreshold = async (threshold: number) => {
    await admin.goes('/staff/alerts/rules')
    const rule = admin.page
      .getByRole('main')
      .locator('form')
      .filter({ has: admin.page.getByRole('group', { name: 'A provider is too busy', exact: true }) })
    await rule.getByLabel('From how many on').fill(String(threshold))
    await rule.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(rule.getByText('Saved. The next look goes by it.')).toBeVisible()
  }
  const seesAlert = (view: string) =>
    expect(async () => {
      await admin.goes(`/staff/alerts?kind=rate_limited${view}`)
      await expect(
        admin.page.getByRole('link', { name: /that we ask too often \(429\)/ }).first(),
      ).toBeVisible({
        timeout: 1_000,
      })
    }).toPass({ timeout: 60_000, intervals: [2_000] })

  await setThreshold(1)
  const dev = await app.applicantOf(intakes.optionA, someone('Dev', '429'))
  await dev.opensTest()
  await seesAlert('')
  await expect(admin.page.getByRole('link', { name: /open alert/ })).toBeVisible()
  await setThreshold(100_000)
  await seesAlert('&state=closed')
  await admin.page
    .getByRole('link', { name: /that we ask too often \(429\)/ })
    .first()
    .click()
  await admin.sees('Closed by itself: its condition is over')
  await setThreshold(5)
})
