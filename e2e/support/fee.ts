import { expect } from '@playwright/test'
import { chooses } from './checkout'
import type { Journey } from './journey'
import type { Visitor, Within, Words } from './visitor'

/** The application fee, up to the gateway's page and back. */
export function feeOf({ page, goes, path, sees, seesHeading, follows }: Visitor, { number }: Journey) {
  const address = () => `/applications/${number()}/payment`
  const goesToFee = () => goes(address())
  const paid = page.getByRole('heading', { name: 'Your application fee is paid' })
  const goesToGateway = async () => {
    if (path() !== address()) await goesToFee()
    await page.getByRole('button', { name: /^(Pay|Try again: pay) ₹/ }).click()
    await page.getByRole('button', { name: 'Pay by UPI' }).waitFor()
  }
  return {
    goesToFee,
    goesToGateway,
    /** On the gateway's page: one of its buttons, and the reason where it is to fail. */
    choosesAtGateway: (button: string, how?: { reason?: string }) => chooses(page, button, how),
    async paysWith(button: string, how?: { reason?: string }) {
      await goesToGateway()
      await chooses(page, button, how)
    },
    seesPaid: ({ within }: Within = {}) => expect(paid).toBeVisible({ timeout: within }),
    /** For money that comes after the page has stopped waiting. */
    looksAgainUntilPaid: () =>
      expect(async () => {
        await goesToFee()
        await expect(paid).toBeVisible({ timeout: 1_000 })
      }).toPass({ timeout: 90_000, intervals: [3_000] }),
    /** Every payment tried, oldest first, by its state. */
    async seesPayments(states: Words[]) {
      if (path() !== address()) await goesToFee()
      const rows = page.getByRole('table', { name: /^Payments for this application/ }).getByRole('row')
      await expect(rows).toHaveCount(states.length + 1)
      for (const [index, state] of states.entries()) await expect(rows.nth(index + 1)).toContainText(state)
    },
    async seesReceipt() {
      await follows('See and print the receipt')
      await seesHeading('Receipt for the application fee')
      await sees(number())
    },
  }
}
