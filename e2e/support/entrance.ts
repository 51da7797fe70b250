import type { Page } from '@playwright/test'
import type { NewApplicant } from './people'

/** A question of an entrance page by its printed words. */
export const field = (page: Page, label: string) => page.getByLabel(label, { exact: true })

/** Fills the registration page and sends nothing. */
export async function fillsRegistration(
  page: Page,
  person: NewApplicant,
  { consent = true } = {},
): Promise<void> {
  await field(page, 'Full name').fill(person.fullName)
  await field(page, 'E-mail address').fill(person.email)
  await field(page, 'Mobile number').fill(person.mobile)
  await field(page, 'Day').fill(person.born.day)
  await field(page, 'Month').fill(person.born.month)
  await field(page, 'Year').fill(person.born.year)
  await field(page, 'Choose a password').fill(person.password)
  if (consent) await page.getByRole('checkbox', { name: /I have read the privacy notice/ }).check()
}

/** The code that a sandbox shows in place of the e-mail. */
export async function codeShown(page: Page): Promise<string> {
  const shown = await page.getByText(/The code in the message is/).textContent()
  return /\d{6}/.exec(shown ?? '')?.[0] ?? ''
}

export async function typesCode(page: Page, code: string): Promise<void> {
  await field(page, 'Six-digit code').fill(code)
  await page.getByRole('button', { name: 'Confirm and sign in', exact: true }).click()
}

/** Staff type the code of their authenticator; a sandbox shows it on the page. */
export async function takesSecondStep(page: Page, button = 'Go on'): Promise<void> {
  const shown = await page.getByText(/^The code is \d{6}/).textContent()
  await field(page, 'Code').fill(/\d{6}/.exec(shown ?? '')?.[0] ?? '')
  await page.getByRole('button', { name: button, exact: true }).click()
  await page.waitForURL(({ pathname }) => !pathname.startsWith('/sign-in'))
}

/** Types the e-mail address and the password of somebody on the page that is open. */
export async function signsInHere(
  page: Page,
  { email, password }: Pick<NewApplicant, 'email' | 'password'>,
): Promise<void> {
  await field(page, 'E-mail address').fill(email)
  await field(page, 'Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}
