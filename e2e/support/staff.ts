import { expect } from '@playwright/test'
import type { Visitor, Words } from './visitor'

/** What the partner's people do in the console. */
export type Staff = ReturnType<typeof staffOf>

export function staffOf(visitor: Visitor) {
  const { page, goes } = visitor
  return {
    ...visitor,
    opensApplication: (number: string) => goes(`/staff/applications/${number}`),
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
