import { expect, type Locator } from '@playwright/test'
import { chooses } from './checkout'
import type { Journey } from './journey'
import type { Visitor, Within, Words } from './visitor'

/** The application fee, up to the gateway's page and back. */
export function feeOf({ page, goes, path, sees, seesHeading, follows }: Visitor, { number }: Journey) {
  const address = () => `/applications/${number()}/payment`
  const goesToFee = () => goes(address())
  const paid = page.getByRole('heading', { name: 'Your application fee is paid' })
  const pay = page.getByRole('button', { name: /^(Pay|Try again: pay) ₹/ })
  const goesToGateway = async () => {
    if (path() !== address()) await goesToFee()
    await pay.click()
    await page.getByRole('button', { name: 'Pay by UPI' }).waitFor()
  }
  const looksAgainUntil = (wanted: Locator) =>
    expect(async () => {
      await goesToFee()
      await expect(wanted).toBeVisible({ timeout: 1_000 })
    }).toPass({ timeout: 90_000, intervals: [3_000] })
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
    looksAgainUntilPaid: () => looksAgainUntil(paid),
    /** For a fee that can be paid once wrong money is on its way back. */
    looksAgainUntilPayIsOpen: () => looksAgainUntil(pay),
    /** Every payment tried, oldest first, by its state. */
    async seesPayments(states: Words[]) {
      if (path() !== address()) await goesToFee()
      await expect(
        page.getByRole('list', { name: /^Payments for this application/ }).getByRole('listitem'),
      ).toContainText(states)
    },
    async seesReceipt() {
      await follows('See and print the receipt')
      await seesHeading('Receipt for the application fee')
      await sees(number())
    },
  }
}
