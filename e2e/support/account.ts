import { takesSecondStep } from './entrance'
import type { Visitor } from './visitor'

/** Registering, confirming the address, signing in and out. */
export function accountOf({ page, person, presses, goes, seesHeading }: Visitor) {
  const field = (label: string) => page.getByLabel(label, { exact: true })
  return {
    async registers() {
      await goes('/register')
      await field('Full name').fill(person.fullName)
      await field('E-mail address').fill(person.email)
      await field('Mobile number').fill(person.mobile)
      await field('Day').fill(person.born.day)
      await field('Month').fill(person.born.month)
      await field('Year').fill(person.born.year)
      await field('Choose a password').fill(person.password)
      await page.getByRole('checkbox', { name: /I have read the privacy notice/ }).check()
      await presses('Create account')
      await seesHeading('Enter the code we sent you')
    },
    /** In a sandbox the code stands on the page. */
    async verifiesEmail() {
      const shown = await page.getByText(/The code in the message is/).textContent()
      await field('Six-digit code').fill(/\d{6}/.exec(shown ?? '')?.[0] ?? '')
      await presses('Confirm and sign in')
      await page.waitForURL(/\/applications/)
    },
    async signsIn() {
      await goes('/sign-in')
      await field('E-mail address').fill(person.email)
      await field('Password').fill(person.password)
      await presses('Sign in')
      await page.waitForURL(({ pathname }) => pathname !== '/sign-in')
      if (new URL(page.url()).pathname === '/sign-in/second-step') await takesSecondStep(page)
    },
    async signsOut() {
      await page.getByText(person.fullName, { exact: true }).first().click()
      await presses('Sign out')
      await page.waitForURL((url) => !url.pathname.startsWith('/applications'))
    },
  }
}
