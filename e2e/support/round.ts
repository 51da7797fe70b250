import { randomBytes } from 'node:crypto'
import type { Staff } from './staff'

/** An intake that a test has for itself: its address in the settings and its name. */
export type Round = { partner: 'greenfield'; name: string; path: string }

/** Copies the assessment-first intake of the demo under a new name, open for years, and publishes it. */
export async function opensRound(admin: Staff, name: string): Promise<Round> {
  const code = `E2E-${randomBytes(3).toString('hex').toUpperCase()}`
  const { page } = admin
  await admin.goes('/staff/settings/intakes')
  await admin.follows('UG-27')
  await admin.follows('Copy to a new session')
  await page.getByLabel('Code').fill(code)
  await page.getByLabel('Name in English').fill(`${name} ${code}`)
  await page.getByLabel('Name in Hindi').fill(`चक्र ${code}`)
  await page.getByLabel('Session year').fill('2027')
  await page.getByLabel('Opens (India time)').fill('2026-01-01T09:00')
  await page.getByLabel('Closes (India time)').fill('2030-12-31T23:59')
  await admin.presses('Prepare the intake')
  await admin.sees('Not published: nobody outside sees this intake')
  const path = admin.path()
  await admin.goes(`${path}/publish`)
  await admin.seesHeading('What publishing would do')
  await page.getByLabel('What changed and why').fill('The first terms')
  await admin.presses('Publish version 1')
  await admin.sees('There is nothing to publish')
  await admin.goes(`${path}/versions`)
  await admin.sees('The first terms')
  return { partner: 'greenfield', name: `${name} ${code}`, path }
}
