import { readFile } from 'node:fs/promises'
import { expect, test } from '../support/app'

for (const label of ['iMocha', 'Test Partnership', 'StudyHQ'])
  test(`an administrator proves the connection ${label} by reading only and keeps its certificate`, async ({
    app,
  }) => {
    test.slow()
    const admin = await app.staff('greenfield', 'admin')
    const { page } = admin
    await admin.goes('/staff/settings')
    await page
      .getByRole('region', { name: 'Outside systems' })
      .getByRole('link', { name: label, exact: true })
      .click()
    await admin.follows('Prove this connection before it goes live')
    await admin.seesHeading(`Conformance of ${label}`)
    await expect(page.getByLabel('Also make one marked candidate')).not.toBeChecked()
    await admin.presses('Start the run')
    // The page reads itself again until the run is over, which may be before anybody has looked.
    await admin.sees('Everything held: this connection keeps its contract.', { within: 120_000 })
    await admin.sees('Held, reading only')
    const runs = page.getByRole('table', { name: 'Runs' }).getByRole('row').nth(1)
    await expect(runs).toContainText('Reading only')
    await expect(runs).toContainText('Held')

    const started = page.waitForEvent('download')
    await admin.follows('Report as a page (HTML)')
    const saved = await started
    expect(saved.suggestedFilename()).toMatch(/\.html$/)
    const report = await readFile(await saved.path(), 'utf8')
    expect(report).toMatch(/^<!doctype html>/i)
    expect(report).toContain(String(new Date().getFullYear()))
    expect(report).not.toMatch(/imocha_sandbox_key/)

    await page.reload()
    await admin.sees('Held, reading only')
  })
