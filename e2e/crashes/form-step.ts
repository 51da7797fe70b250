import { expect } from '../support/app'
import { type Answers, fillsPage, type FormPage, formPages } from '../support/form'
import { Lost, ownAnswers, savedWhileTyping } from './told'
import type { Walker } from './walker'

/** From the page that the journey home leads to, page by page, to the end of the form. */
export async function fillsForm(walker: Walker, from: string) {
  const { me, name, told, diary } = walker
  await me.goes(from)
  for (let at = pageShown(walker); at !== 'check'; at = pageShown(walker)) {
    if (!at) throw new Error(`no page of the form, but ${me.path()}`)
    await fillsPageOf(walker, at)
  }
  diary.notes(name, 'submits the form')
  await me.submits()
  told.isSubmitted = true
}

const pageShown = ({ me, home }: Walker) =>
  [...formPages, 'check' as const].find((known) => me.path() === `${home()}/form/${known}`)

async function fillsPageOf(walker: Walker, at: FormPage) {
  const { me, name, journey, told, diary, home } = walker
  const { page } = me
  const answers = ownAnswers(name, journey)[at]
  await findsWhatWasSaved(walker, at)
  if (savedWhileTyping[at] && !told.saved[at])
    await seesOneAnswerSaved(walker, at, savedWhileTyping[at], answers)
  await fillsPage(page, answers)
  diary.notes(name, `continues from ${at}`)
  await me.presses('Continue')
  await page.waitForURL(({ pathname }) => pathname !== `${home()}/form/${at}`)
  told.saved[at] = answers
}

async function findsWhatWasSaved({ me, name, told }: Walker, at: FormPage) {
  for (const [question, answer] of Object.entries(told.saved[at] ?? {})) {
    const box = me.page.getByRole('textbox', { name: question })
    if ((await box.count()) && (await box.inputValue()) !== answer)
      throw new Lost(`${name}: “${question}” was saved and is no longer there`)
  }
}

/** Types one answer alone, so that the words “Saved …” can only mean this one. */
async function seesOneAnswerSaved(
  { me, name, told, diary }: Walker,
  at: FormPage,
  question: string,
  answers: Answers,
) {
  diary.notes(name, `types on ${at}`)
  const box = me.page.getByRole('textbox', { name: question })
  const answer = answers[question] ?? ''
  if ((await box.inputValue()) !== answer) {
    const line = me.page.getByText(/^Saved /)
    const before = await line.allInnerTexts()
    await box.fill(answer)
    // The page keeps trying while nobody answers, so there is nothing to do but to wait.
    await expect.poll(() => line.allInnerTexts(), { timeout: 30_000 }).not.toEqual(before)
    await expect(line).toBeVisible({ timeout: 30_000 })
  }
  told.saved[at] = { [question]: answer }
}
