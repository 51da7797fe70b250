import { expect, test } from '../support/app'

const apiKey = 'imocha_sandbox_key'

for (const javaScriptEnabled of [true, false])
  test(`an administrator connects an outside system and proves it, with script ${javaScriptEnabled ? 'on' : 'off'}`, async ({
    app,
  }) => {
    const { page } = await app.staff('greenfield', 'admin', { javaScriptEnabled })
    const simulator = new URL(app.at('greenfield', '/sandbox/imocha'))
    simulator.hostname = '127.0.0.1'
    const label = `Second iMocha ${Date.now() % 1_000_000}`
    const save = () => page.getByRole('button', { name: 'Save the settings' }).click()

    await page.goto(app.at('greenfield', '/staff/settings'))
    await page.getByRole('link', { name: 'Add a connection' }).click()
    await page.getByRole('button', { name: 'Add and go on to its settings' }).click()
    await expect(page.getByRole('alert').filter({ hasText: 'Choose an outside system' })).toBeVisible()
    await page.getByRole('radio', { name: 'iMocha' }).check()
    await page.getByLabel('Name of the connection').fill(label)
    await page.getByRole('button', { name: 'Add and go on to its settings' }).click()
    await expect(page.getByRole('heading', { level: 1, name: label })).toBeVisible()
    await expect(page.getByText('Settings incomplete')).toBeVisible()

    // What is wrong is named, and what is right stays.
    await page.getByLabel('API address').fill('nowhere')
    await page.getByLabel('Hosts a start link may lead to').fill(simulator.host)
    await page.getByLabel('Hosts a report may be downloaded from').fill(simulator.host)
    await page.getByLabel('Proctoring').selectOption({ label: 'Pictures' })
    await page.getByLabel('API key').fill(apiKey)
    await save()
    await expect(page.getByRole('link', { name: /^API address: Enter an address/ })).toBeVisible()
    await expect(page).toHaveTitle(/^Error: /)
    await expect(page.getByLabel('Hosts a start link may lead to')).toHaveValue(simulator.host)
    await expect(page.getByLabel('Proctoring').locator('option:checked')).toHaveText('Pictures')

    await page.getByLabel('API address').fill(simulator.href)
    await page.getByLabel('API key').fill(apiKey)
    await save()
    await expect(page.getByText('Saved. Test the connection')).toBeVisible()
    await expect(page.getByText('Settings complete')).toBeVisible()

    await page.getByRole('button', { name: 'Test connection' }).click()
    await expect(page.getByText('It works: iMocha answered and accepted the credentials.')).toBeVisible()

    await page.reload()
    await page.getByRole('button', { name: 'Fetch the list of tests' }).click()
    await expect(page.getByText(/tests found/)).toBeVisible()
    await page
      .getByRole('combobox', { name: /^Test/ })
      .selectOption({ label: 'Engineering Aptitude, 30 min (1292150)' })
    await save()
    await expect(page.getByText('Saved. Test the connection')).toBeVisible()

    await page.reload()
    await expect(page.getByRole('textbox', { name: /^Test \(optional\)/ })).toHaveValue('1292150')
    await expect(page.getByLabel('API key')).toHaveValue('')
    expect(await page.content()).not.toContain(apiKey)
  })

test('an administrator lowers the ceiling of a connection’s calls and reads it on the gauge', async ({
  app,
}) => {
  const { page } = await app.staff('sunrise', 'admin')
  await page.goto(app.at('sunrise', '/staff/settings'))
  await page.getByRole('link', { name: 'iMocha V2', exact: true }).click()
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(page.getByText('It works:')).toBeVisible()
  await page.getByText('Change the ceiling').click()
  await page.getByLabel('Calls in one window').fill('45')
  await page.getByRole('button', { name: 'Save the ceiling' }).click()
  await expect(page.getByText('It holds from the next call on')).toBeVisible()
  await expect(page.getByRole('meter', { name: 'Calls used' })).toHaveAttribute(
    'aria-valuetext',
    /of 45 used$/,
  )
})
