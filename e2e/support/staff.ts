import { expect } from '@playwright/test'
import type { Visitor, Words } from './visitor'

/** What the partner's people do in the console. */
export type Staff = ReturnType<typeof staffOf>

/** The actions of an attempt by their names, each with the button that sends it and what the record says afterwards. */
const actions = {
  'Allow a retake': ['Allow the retake', 'One more attempt is open. The applicant was written to.'],
  'Cancel this attempt': ['Cancel the attempt', 'The attempt is cancelled.'],
  'Reset a section': [
    'Reset the section for good',
    'The section was reset. A new attempt is open and the applicant was written to.',
  ],
  'Order a verification test': [
    'Order the verification test',
    'The verification test is ordered. The applicant was written to.',
  ],
  'Fetch the reports': ['Fetch the reports', 'The reports were fetched.'],
} as const

export function staffOf(visitor: Visitor) {
  const { page, goes, sees } = visitor
  /** One attempt on the record that is open. */
  const attempt = (no: number) =>
    page
      .getByRole('article')
      .filter({ has: page.getByRole('heading', { name: new RegExp(`^Attempt ${no} at `) }) })
  return {
    ...visitor,
    opensApplication: (number: string) => goes(`/staff/applications/${number}`),
    attempt,
    /** Takes an action of an attempt on the record that is open, and reads that it was done. */
    async acts(
      no: number,
      action: keyof typeof actions,
      { section, note }: { section?: string; note?: string } = {},
    ) {
      const [button, done] = actions[action]
      const form = attempt(no)
        .getByRole('group')
        .filter({ has: page.getByText(action, { exact: true }) })
      await form.getByText(action, { exact: true }).first().click()
      if (section) await form.getByLabel('Section').selectOption({ label: section })
      if (note) await form.getByLabel('Why').fill(note)
      await form.getByRole('button', { name: button, exact: true }).click()
      await sees(done, { within: 30_000 })
    },
    /** An action of an attempt that cannot be taken now is shown, shut, and says why. */
    async seesShut(no: number, action: keyof typeof actions, because: Words) {
      const button = attempt(no).getByRole('button', { name: action, exact: true })
      await expect(button).toHaveAttribute('aria-disabled', 'true')
      await expect(button).toHaveAccessibleDescription(because)
    },
    /** Arranges more time on the record that is open; `told` is what becomes of it. */
    async arrangesExtraTime(percent: number, reason: string, told: Words) {
      const form = page
        .getByRole('group')
        .filter({ has: page.getByText('Arrange extra time', { exact: true }) })
      await form.getByText('Arrange extra time', { exact: true }).click()
      await form.getByLabel(/^Percent of the normal time/).fill(String(percent))
      await form.getByLabel('Why').fill(reason)
      await form.getByRole('button', { name: 'Save the arrangement' }).click()
      await sees(told)
    },
    /** The letter of the open record with this subject, as its receiver got it. */
    async opensLetter(subject: string) {
      await page.getByRole('link', { name: subject, exact: true }).first().click()
      await page.waitForURL(/\/staff\/mail\//)
    },
    async seesInLog(words: Words) {
      await goes('/staff/integrations')
      await expect(page.getByText(words).first()).toBeVisible()
    },
    /** For everybody in this world: only where nothing else runs. `fault` by the name that its line begins with, or null. */
    async choosesFault(simulator: 'StudyHQ' | 'Razorpay', fault: string | null) {
      await goes('/staff/sandbox')
      const part = page
        .getByRole('article')
        .filter({ has: page.getByRole('heading', { name: `${simulator} (simulator)` }) })
      const option = part.getByRole('option', { name: fault ? new RegExp(`^${fault}:`) : 'No fault' })
      await part.getByRole('combobox').selectOption({ label: (await option.textContent()) ?? '' })
      await part.getByRole('button', { name: 'Set', exact: true }).click()
      await expect(part.getByText(fault ?? 'Works', { exact: true })).toBeVisible()
    },
    /** For everybody in this world, and for good. `step` as on the button: “1 hour forward”. */
    async movesClock(step: string) {
      await goes('/staff/sandbox')
      // The panel's facts in their order: now, ahead of the real clock by, messages under way.
      const ahead = page.getByRole('definition').nth(1)
      const before = await ahead.textContent()
      await page.getByRole('button', { name: step, exact: true }).click()
      await expect(ahead).not.toHaveText(before ?? '')
    },
  }
}
