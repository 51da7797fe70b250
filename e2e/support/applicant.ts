import { type BrowserContext, expect, type Page } from '@playwright/test'
import { paysAt } from './checkout'
import { type Answers, answersOf, fills, formPages, type PageAnswers } from './form'
import type { NewApplicant } from './people'
import { beginsTest, finishesTest, leavesTest } from './study-test'

/** Words on the page: a sentence, or a pattern for one with a time in it. */
export type Words = string | RegExp

/** A browser at the door and what everybody can do with it. */
export type Visitor = {
  page: Page
  context: BrowserContext
  person: NewApplicant
  goes: (path: string) => Promise<void>
  sees: (words: Words, options?: { within?: number }) => Promise<void>
  doesNotSee: (words: Words) => Promise<void>
  seesHeading: (words: Words, options?: { within?: number }) => Promise<void>
  seesButton: (name: Words) => Promise<void>
  seesNoButton: (name: Words) => Promise<void>
  presses: (button: Words) => Promise<void>
  follows: (link: Words) => Promise<void>
}

export type Applicant = Visitor & Account & Journey & Assessment & Fee

type Account = {
  registers: () => Promise<void>
  verifiesEmail: () => Promise<void>
  signsIn: () => Promise<void>
  signsOut: () => Promise<void>
}
type Journey = {
  /** `APP-27-…` of the application that was begun or opened last. */
  number: () => string
  startsApplication: (intake: string) => Promise<void>
  opensApplication: (number: string) => void
  goesHome: () => Promise<void>
  /** A step of the journey home with its state and, where it is not open, its reason. */
  seesStep: (step: string, state: string, reason?: Words) => Promise<void>
  seesInTimeline: (...lines: Words[]) => Promise<void>
  fillsForm: (answers?: PageAnswers) => Promise<void>
  submits: () => Promise<void>
}
type Assessment = {
  goesToAssessment: () => Promise<void>
  /** Presses the button; the page that opened in the new tab. */
  opensTest: (button?: string) => Promise<Page>
  takesAssessment: (how?: { answers?: Record<string, string>; leave?: boolean; button?: string }) => Promise<Page>
  seesRecommendations: () => Promise<void>
  appliesFor: (programme: Words) => Promise<void>
  checksNow: () => Promise<void>
}
type Fee = {
  goesToFee: () => Promise<void>
  /** Presses Pay, then the given button of the gateway's page. */
  paysWith: (gatewayButton: string, how?: { reason?: string }) => Promise<void>
  goesToGateway: () => Promise<void>
  seesPaid: (options?: { within?: number }) => Promise<void>
  seesReceipt: () => Promise<string>
}

export function enterAs(person: NewApplicant, page: Page): Applicant {
  const visitor = visits(person, page)
  const journey = travels(visitor)
  return { ...visitor, ...journey, ...owns(visitor), ...sits(visitor, journey), ...pays(visitor, journey) }
}

function visits(person: NewApplicant, page: Page): Visitor {
  const shown = (words: Words) => page.getByText(words).filter({ visible: true }).first()
  const button = (name: Words) => page.getByRole('button', { name, exact: typeof name === 'string' })
  return {
    page,
    context: page.context(),
    person,
    goes: async (path) => void (await page.goto(path)),
    sees: (words, { within } = {}) => expect(shown(words)).toBeVisible({ timeout: within }),
    doesNotSee: (words) => expect(shown(words)).toBeHidden(),
    seesHeading: (name, { within } = {}) => expect(page.getByRole('heading', { name }).first()).toBeVisible({ timeout: within }),
    seesButton: (name) => expect(button(name).first()).toBeVisible(),
    seesNoButton: (name) => expect(button(name)).toHaveCount(0),
    presses: (name) => button(name).first().click(),
    follows: (name) => page.getByRole('link', { name, exact: typeof name === 'string' }).first().click(),
  }
}

function owns({ page, person, presses, goes, seesHeading }: Visitor): Account {
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
      await page.waitForURL(/\/(applications|staff)/)
    },
    async signsOut() {
      await page.getByText(person.fullName, { exact: true }).first().click()
      await presses('Sign out')
      await page.waitForURL((url) => !url.pathname.startsWith('/applications'))
    },
  }
}

function travels({ page, goes, presses, seesHeading }: Visitor): Journey {
  let number = ''
  const home = () => `/applications/${number}`
  return {
    number: () => number,
    opensApplication: (known) => void (number = known),
    goesHome: () => goes(home()),
    async startsApplication(intake) {
      await goes('/applications')
      await page
        .getByRole('listitem')
        .filter({ has: page.getByRole('heading', { name: intake, exact: true }) })
        .getByRole('button', { name: /Start|Apply/ })
        .click()
      await page.waitForURL(/\/applications\/APP-/)
      number = /APP-[^/?#]+/.exec(page.url())?.[0] ?? ''
    },
    async seesStep(step, state, reason) {
      if (!new URL(page.url()).pathname.endsWith(home())) await goes(home())
      const row = page.getByRole('listitem').filter({ hasText: step })
      await expect(row.getByText(state, { exact: true })).toBeVisible()
      if (reason) await expect(row.getByText(reason)).toBeVisible()
    },
    async seesInTimeline(...lines) {
      await goes(`${home()}/timeline`)
      for (const line of lines) await expect(page.getByText(line).first()).toBeVisible()
    },
    async fillsForm(changes = {}) {
      await goes(`${home()}/form/personal`)
      for (const name of formPages) {
        await page.waitForURL(new RegExp(`/form/${name}`))
        await fills(page, answersOf(name, changes))
        await presses('Continue')
      }
      await seesHeading('Check your answers')
    },
    async submits() {
      await page.getByRole('link', { name: 'Continue', exact: true }).or(page.getByRole('button', { name: 'Continue', exact: true })).click()
      await page.waitForURL(/\/form\/declaration/)
      for (const box of await page.getByRole('checkbox').all()) await box.check()
      await presses('Submit application')
      await page.waitForURL((url) => !url.pathname.includes('/form/declaration'))
    },
  }
}

function sits({ page, context, presses, goes, seesHeading, seesNoButton }: Visitor, { number }: Journey): Assessment {
  const goesToAssessment = () => goes(`/applications/${number()}/assessment`)
  const opensTest = async (button = 'Start assessment') => {
    if (!page.url().endsWith('/assessment')) await goesToAssessment()
    const opened = context.waitForEvent('page')
    await presses(button)
    const tab = await opened
    await tab.waitForLoadState()
    return tab
  }
  return {
    goesToAssessment,
    opensTest,
    async takesAssessment({ answers, leave, button } = {}) {
      const tab = await opensTest(button)
      await beginsTest(tab)
      await (leave ? leavesTest(tab, answers) : finishesTest(tab, answers))
      return tab
    },
    async seesRecommendations() {
      await goes(`/applications/${number()}/recommendations`)
      await seesHeading('Recommended courses')
    },
    async appliesFor(programme) {
      const card = page.getByRole('listitem').filter({ hasText: programme }).first()
      await card.getByRole('button', { name: /Apply for this/ }).click()
    },
    async checksNow() {
      await presses('Check now')
      await seesNoButton(/^Asking/)
    },
  }
}

function pays({ page, goes, sees, seesHeading }: Visitor, { number }: Journey): Fee {
  const goesToFee = () => goes(`/applications/${number()}/payment`)
  const goesToGateway = async () => {
    if (!new URL(page.url()).pathname.endsWith('/payment')) await goesToFee()
    await page.getByRole('button', { name: /^(Pay|Try again: pay) ₹/ }).click()
    await page.getByRole('heading', { name: /^Pay / }).waitFor()
    await page.getByRole('button', { name: 'Pay by UPI' }).waitFor()
  }
  return {
    goesToFee,
    goesToGateway,
    async paysWith(button, how) {
      await goesToGateway()
      await paysAt(page, button, how)
    },
    seesPaid: (options) => seesHeading('Your application fee is paid', options),
    async seesReceipt() {
      await page.getByRole('link', { name: 'See and print the receipt' }).click()
      await seesHeading('Receipt for the application fee')
      await sees(number())
      const said = await page.getByRole('heading', { name: /^Receipt / }).first().textContent()
      return said ?? ''
    },
  }
}

export type { Answers }
