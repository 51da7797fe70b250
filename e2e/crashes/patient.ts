import { expect, type Intake } from '../support/app'
import type { Applicant } from '../support/applicant'
import { chooses } from '../support/checkout'
import { signsInHere } from '../support/entrance'
import { fillsPage, type FormPage, formPages } from '../support/form'
import { beginsTest, finishesTest } from '../support/study-test'
import type { Diary } from './diary'
import { Lost, nothingTold, ownAnswers, savedWhileTyping, type Told } from './told'

export type Errand = {
  applicant: Applicant
  intake: Intake
  journey: 'A' | 'B'
  diary: Diary
  /** Resolves when the portal serves people again. */
  portalIsBack: () => Promise<void>
}

/** More failures than this for one person mean that something stays broken. */
const patience = 60
const course = 'B.Tech Computer Science'
const review = 'Review by the admissions office'
const ownSteps = ['Take the assessment', 'See your recommended courses', 'Fill in the application form', 'Pay the application fee']

/**
 * One person's whole journey, by looking at the journey home and doing what it says is next. Whatever fails to load or to
 * work is tried again from there once the portal is back. Returns what the portal told this person on the way.
 * @throws {Lost} as soon as something acknowledged is missing
 */
export async function walksPatiently(errand: Errand): Promise<{ told: Told; setbacks: number }> {
  const told = nothingTold()
  const name = firstNameOf(errand.applicant)
  const walk = walkOf(errand, told, name)
  for (let setbacks = 0, things = 0; ; things += 1) {
    if (things > 2 * patience) throw new Error(`${name} gets nowhere`)
    try {
      if (await walk()) {
        errand.diary.ends(name)
        return { told, setbacks }
      }
    } catch (error) {
      // A mistake of this script is no setback either.
      if (error instanceof Lost || error instanceof TypeError || error instanceof ReferenceError) throw error
      setbacks += 1
      if (setbacks > patience) throw error
      await errand.portalIsBack()
    }
  }
}

export const firstNameOf = ({ person }: Pick<Applicant, 'person'>): string => person.fullName.split(' ')[0] ?? ''

function walkOf({ applicant: me, intake, journey, diary }: Errand, told: Told, name: string) {
  const { page } = me
  const answers = ownAnswers(name, journey)
  const home = () => `/applications/${told.number}`
  const heading = () => page.getByRole('heading', { level: 1 }).innerText()
  let hasRegistered = false

  /** The next thing; true when nothing is left to do. */
  return async (): Promise<boolean> => {
    await me.goes(told.number ? home() : '/applications')
    if (me.path().startsWith('/sign-in')) await enters()
    else if (me.path() === '/applications') await begins()
    else return doesNextStep()
    return false
  }

  async function enters() {
    if (hasRegistered) {
      diary.notes(name, 'signs in')
      const refused = page.getByText(/^The e-mail address or the password is not right/).first()
      await me.goes('/sign-in')
      await signsInHere(page, me.person)
      await expect.poll(async () => me.path() !== '/sign-in' || (await refused.isVisible())).toBe(true)
      // Refused means that registering was cut off before it was done.
      hasRegistered = me.path() !== '/sign-in'
      if (me.path() === '/verify') await confirms()
      return
    }
    diary.notes(name, 'registers')
    hasRegistered = true
    await me.registers()
    await confirms()
  }

  async function confirms() {
    diary.notes(name, 'confirms the e-mail address')
    await me.verifiesEmail()
  }

  async function begins() {
    diary.notes(name, 'begins an application')
    const open = page.getByRole('link', { name: 'Open this application' })
    // Begun, but the answer was cut off.
    if (await open.count()) await me.goes((await open.first().getAttribute('href')) ?? '')
    else await me.startsApplication(intake.name)
    told.number = /APP-[^/?#]+/.exec(page.url())?.[0] ?? ''
    me.opensApplication(told.number)
  }

  async function doesNextStep(): Promise<boolean> {
    await me.seesHeading(intake.name)
    const steps = await stepsShown()
    for (const done of told.done) if (steps.get(done)?.state !== 'Done') throw new Lost(`${name}: “${done}” was done and is no longer`)
    for (const [step, { state }] of steps) if (state === 'Done') told.done.add(step)
    const next = ownSteps.find((step) => ['To do', 'In progress', 'Waiting'].includes(steps.get(step)?.state ?? ''))
    if (next === undefined) {
      // Nothing of the person's own is open; they are through when staff have it.
      expect(steps.get(review)?.state).toBe('Waiting')
      return true
    }
    if (next === 'Take the assessment') await sits()
    if (next === 'See your recommended courses') await choosesCourse()
    if (next === 'Fill in the application form') await fills(steps.get(next)?.href ?? '')
    if (next === 'Pay the application fee') await pays()
    return false
  }

  async function stepsShown() {
    const rows = page.getByRole('list', { name: 'Steps of your application' }).getByRole('listitem')
    await expect(rows.filter({ hasText: review })).toBeVisible()
    const shown = await rows.evaluateAll((items) =>
      items.map((item) => ({ words: item.textContent ?? '', href: item.querySelector('a')?.getAttribute('href') ?? '' })),
    )
    const steps = new Map<string, { state: string; href: string }>()
    for (const { words, href } of shown) {
      // Number, name, state, then the reason, which may name another step.
      const [, step, state] = /^\d+(.+?)(Locked|To do|In progress|Waiting|Done|Not needed)/.exec(words) ?? []
      if (step && state) steps.set(step, { state, href })
    }
    return steps
  }

  async function fills(from: string) {
    await me.goes(from)
    for (let at = pageShown(); at !== 'check'; at = pageShown()) {
      if (!at) throw new Error(`no page of the form, but ${me.path()}`)
      await fillsThis(at)
    }
    diary.notes(name, 'submits the form')
    await me.submits()
    told.isSubmitted = true
  }

  function pageShown() {
    return [...formPages, 'check' as const].find((known) => me.path() === `${home()}/form/${known}`)
  }

  async function fillsThis(at: FormPage) {
    for (const [question, answer] of Object.entries(told.saved[at] ?? {})) {
      const box = page.getByRole('textbox', { name: question })
      if ((await box.count()) && (await box.inputValue()) !== answer) throw new Lost(`${name}: “${question}” was saved and is no longer there`)
    }
    const alone = savedWhileTyping[at]
    if (alone && !told.saved[at]) {
      diary.notes(name, `types on ${at}`)
      const box = page.getByRole('textbox', { name: alone })
      const answer = answers[at]?.[alone] ?? ''
      if ((await box.inputValue()) !== answer) {
        const before = await savedLine().allInnerTexts()
        await box.fill(answer)
        // The page keeps trying while nobody answers, so there is nothing to do but to wait.
        await expect.poll(() => savedLine().allInnerTexts(), { timeout: 30_000 }).not.toEqual(before)
        await expect(savedLine()).toBeVisible({ timeout: 30_000 })
      }
      told.saved[at] = { [alone]: answer }
    }
    await fillsPage(page, answers[at] ?? {})
    diary.notes(name, `continues from ${at}`)
    await me.presses('Continue')
    await page.waitForURL(({ pathname }) => pathname !== `${home()}/form/${at}`)
    told.saved[at] = answers[at]
  }

  function savedLine() {
    return page.getByText(/^Saved /)
  }

  async function pays() {
    await me.goesToFee()
    const shown = await heading()
    if (shown === 'Your application fee is paid') return keepsReceipt()
    if (shown !== 'We are checking with your bank') {
      diary.notes(name, 'presses Pay', 'payment')
      await me.goesToGateway()
      return decides()
    }
    if (told.hasDecidedAtGateway) return waitsForBank()
    // The way to the gateway was cut off: back to the page before it.
    await me.goes(`${home()}/payment/checkout`)
    const go = page.getByRole('button', { name: 'Continue to payment' })
    await go.or(atGateway()).or(page.getByRole('heading', { level: 1 })).first().waitFor()
    if (await go.count()) await go.click({ timeout: 2_000 }).catch(() => {})
    await atGateway().or(alreadyPaid()).first().waitFor()
    await decides()
  }

  function atGateway() {
    return page.getByRole('button', { name: 'Pay by UPI' })
  }

  function alreadyPaid() {
    return page.getByRole('heading', { name: 'This order is already paid.' })
  }

  async function decides() {
    diary.notes(name, 'pays at the gateway', 'payment')
    if (await atGateway().count()) await chooses(page, 'Pay by UPI')
    else await page.getByRole('link', { name: /^Go back to/ }).click()
    // Only the way back shows that the gateway has heard the press.
    await page.waitForURL(`**${home()}/payment`)
    told.hasDecidedAtGateway = true
    await me.seesPaid()
    await keepsReceipt()
  }

  async function waitsForBank() {
    diary.notes(name, 'waits for the bank')
    const paid = page.getByRole('heading', { name: 'Your application fee is paid' })
    await expect(async () => {
      if (!(await paid.isVisible())) await me.presses('Check now')
      await expect(paid).toBeVisible({ timeout: 3_000 })
    }).toPass({ timeout: 20_000 })
    await keepsReceipt()
  }

  async function keepsReceipt() {
    const [number] = /RCP-\d\d-[0-9A-Z]{8}/.exec(await page.getByRole('main').innerText()) ?? []
    if (!number) throw new Lost(`${name}: paid, and no receipt number`)
    if (told.receipt && told.receipt !== number) throw new Lost(`${name}: receipt ${told.receipt} became ${number}`)
    told.receipt = number
  }

  async function sits() {
    await me.goesToAssessment()
    const shown = await heading()
    if (shown === 'Your assessment is finished') return
    if (told.isTestFinished || shown.startsWith('You have finished the test')) return waitsForResult()
    diary.notes(name, 'starts the assessment', 'launch')
    const tab = await me.opensTest()
    try {
      await expect(tab.getByRole('button', { name: 'Begin test' })).toBeVisible()
      told.launches += 1
      diary.notes(name, 'takes the test')
      await beginsTest(tab)
      diary.notes(name, 'finishes the test')
      await finishesTest(tab)
      told.isTestFinished = true
    } finally {
      await tab.close()
    }
    await waitsForResult()
  }

  async function waitsForResult() {
    diary.notes(name, 'waits for the result')
    await me.checksUntil('Your assessment is finished')
  }

  async function choosesCourse() {
    diary.notes(name, 'chooses a course')
    await me.seesRecommendations()
    await me.appliesFor(course)
    await page.waitForURL(/\/form\/preferences|chosen=1/)
    told.choice = course
  }
}
