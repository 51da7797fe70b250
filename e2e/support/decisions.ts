import { expect } from '@playwright/test'
import type { Staff } from './staff'

/** Where decisions are made about: the names of an intake and of one of its programmes. */
export type Pool = { intake: string; programme: string }

/** The board of an intake with one of its lists: `to_decide`, `provisional`, `confirmed` or `released`. */
export async function opensBoard(staff: Staff, { intake }: Pool, list: string): Promise<void> {
  await staff.goes(`/staff/decisions?show=${list}`)
  await staff.page.getByLabel('Intake').selectOption(intake)
  await staff.presses('Show')
}

export async function setsSeats(admin: Staff, pool: Pool, seats: number): Promise<void> {
  await opensBoard(admin, pool, 'to_decide')
  await admin.follows('Set seats')
  await admin.page.getByLabel('Programme', { exact: true }).selectOption({ label: pool.programme })
  await admin.page.getByLabel('Number of seats').fill(String(seats))
  await admin.presses('Save seats')
  await admin.sees('Saved.')
}

export async function proposes(
  officer: Staff,
  { programme }: Pool,
  number: string,
  kind: 'Admit' | 'Waitlist',
): Promise<void> {
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
export async function confirms(admin: Staff, pool: Pool, numbers: string[]): Promise<void> {
  await opensBoard(admin, pool, 'provisional')
  for (const number of numbers) await admin.page.getByRole('checkbox', { name: `Choose ${number}` }).check()
  await admin.presses('Confirm the chosen…')
  await admin.sees('This is what would happen. Nothing has been changed yet.')
  await admin.presses(numbers.length === 1 ? 'Confirm 1 decision' : `Confirm ${numbers.length} decisions`)
  await admin.sees(numbers.length === 1 ? '1 was done.' : `${numbers.length} were done.`)
}

/** Planned and run dry by one, approved by another, started: the first person stays on the release's page. */
export async function startsRelease(
  admin: Staff,
  officer: Staff,
  pool: Pool,
  {
    name,
    holdMinutes,
    dryRun,
  }: { name: string; holdMinutes: number; dryRun?: (admin: Staff) => Promise<void> },
): Promise<void> {
  await admin.goes('/staff/decisions/releases')
  const label = (words: string) => admin.page.getByLabel(words, { exact: true })
  await label('Name').fill(name)
  await label('Intake').selectOption(pool.intake)
  await label('Programme').selectOption({ label: pool.programme })
  await label('First batch').fill('1')
  await label('Hold, in minutes').fill(String(holdMinutes))
  await label('Offers are to be answered by, India time').fill('2027-03-31T23:59')
  await admin.presses('Plan it; nothing goes out yet')
  await admin.seesHeading(name)
  await admin.presses('Run it dry')
  await admin.sees(/decision(s)?\.$/)
  await dryRun?.(admin)
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
