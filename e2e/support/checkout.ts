import type { Page } from '@playwright/test'

/** Presses one button of the gateway's checkout page; `reason` as it stands in “Reason for a failure”. */
export async function chooses(
  checkout: Page,
  button: string,
  { reason }: { reason?: string } = {},
): Promise<void> {
  if (reason) await checkout.getByLabel('Reason for a failure').selectOption({ label: reason })
  await checkout.getByRole('button', { name: button, exact: true }).click()
}

/** Buttons after which the gateway's tab stays where it is: the browser never comes back. */
export const seesNothingMoreThere = (checkout: Page) =>
  checkout.getByRole('heading', { name: 'Nothing more happens in this tab. You may close it.' }).waitFor()

/** The id of the order that the gateway's page shows. */
export const orderShown = async (checkout: Page): Promise<string> =>
  (await checkout.getByText(/^order_/).textContent()) ?? ''
