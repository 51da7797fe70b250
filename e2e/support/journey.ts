import { expect } from '@playwright/test'
import { type Answers, answersOf, type FormPage, formPages, fillsPage, type PageAnswers } from './form'
import type { Visitor, Words } from './visitor'

export type Journey = ReturnType<typeof journeyOf>

/** One application: its home, its form, its timeline. */
export function journeyOf({ page, goes, path, presses, seesHeading }: Visitor) {
  let number = ''
  const home = () => `/applications/${number}`
  const goesToForm = (name: FormPage | 'check') => goes(`${home()}/form/${name}`)
  return {
    /** `APP-27-…` of the application begun or opened last. */
    number: () => number,
    opensApplication: (known: string) => void (number = known),
    goesHome: () => goes(home()),
    goesToForm,
    async startsApplication(intake: string) {
      if (path() !== '/applications') await goes('/applications')
      const card = page
        .getByRole('listitem')
        .or(page.getByRole('article'))
        .filter({ has: page.getByRole('heading', { name: intake, exact: true }) })
      await card.getByRole('button', { name: 'Start application' }).click()
      await page.waitForURL(/\/applications\/APP-/)
      number = /APP-[^/?#]+/.exec(page.url())?.[0] ?? ''
    },
    /** A step of the journey home with its state and, where it is not open, its reason. */
    async seesStep(step: string, state: string, reason?: Words) {
      if (path() !== home()) await goes(home())
      const row = page.getByRole('listitem').filter({ hasText: step })
      await expect(row.getByText(state, { exact: true })).toBeVisible()
      if (reason) await expect(row.getByText(reason)).toBeVisible()
    },
    async seesInTimeline(...lines: Words[]) {
      await goes(`${home()}/timeline`)
      for (const line of lines) await expect(page.getByText(line).first()).toBeVisible()
    },
    /** Answers questions of the open page by their printed words. */
    fills: (answers: Answers) => fillsPage(page, answers),
    /** What was typed is kept, and the page says so. */
    seesSaved: () => expect(page.getByText(/^Saved /)).toBeVisible(),
    /** From the first page to the check page; `changes` in place of the usual answers, page by page. */
    async fillsForm(changes: PageAnswers = {}) {
      await goesToForm('personal')
      for (const name of formPages) {
        await page.waitForURL(new RegExp(`/form/${name}`))
        await fillsPage(page, answersOf(name, changes))
        await presses('Continue')
      }
      await seesHeading('Check your answers')
    },
    /** From the check page: both boxes of the declaration, then Submit. */
    async submits() {
      for (const box of await page.getByRole('checkbox').all()) await box.check()
      await presses('Submit application')
      await seesHeading('Application submitted')
    },
  }
}
