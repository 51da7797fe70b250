import { expect, type Intake } from '../support/app'
import type { Applicant } from '../support/applicant'
import { signsInHere } from '../support/entrance'
import { sitsTest } from './assessment-step'
import type { Diary } from './diary'
import { looksForReceipt, paysFee } from './fee-step'
import { fillsForm } from './form-step'
import { Lost, nothingTold, type Told } from './told'
import type { Walker } from './walker'

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
const ownSteps = [
  'Take the assessment',
  'See your recommended courses',
  'Fill in the application form',
  'Pay the application fee',
]

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

export const firstNameOf = ({ person }: Pick<Applicant, 'person'>): string =>
  person.fullName.split(' ')[0] ?? ''

function walkOf({ applicant: me, intake, journey, diary }: Errand, told: Told, name: string) {
  const { page } = me
  const home = () => `/applications/${told.number}`
  const heading = () => page.getByRole('heading', { level: 1 }).innerText()
  const walker: Walker = { me, name, journey, told, diary, home, heading }
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
    for (const done of told.done)
      if (steps.get(done)?.state !== 'Done') throw new Lost(`${name}: “${done}” was done and is no longer`)
    for (const [step, { state }] of steps) if (state === 'Done') told.done.add(step)
    const next = ownSteps.find((step) =>
      ['To do', 'In progress', 'Waiting'].includes(steps.get(step)?.state ?? ''),
    )
    if (next === undefined) {
      // Nothing of the person's own is open; they are through when staff have it.
      expect(steps.get(review)?.state).toBe('Waiting')
      // Cut off between paying and the page with the number: the journey home already says that it is paid.
      if (journey === 'B' && !told.receipt) await looksForReceipt(walker)
      return true
    }
    if (next === 'Take the assessment') await sitsTest(walker)
    if (next === 'See your recommended courses') await choosesCourse()
    if (next === 'Fill in the application form') await fillsForm(walker, steps.get(next)?.href ?? '')
    if (next === 'Pay the application fee') await paysFee(walker)
    return false
  }

  async function stepsShown() {
    const rows = page.getByRole('list', { name: 'Steps of your application' }).getByRole('listitem')
    await expect(rows.filter({ hasText: review })).toBeVisible()
    const shown = await rows.evaluateAll((items) =>
      items.map((item) => ({
        words: item.textContent ?? '',
        href: item.querySelector('a')?.getAttribute('href') ?? '',
      })),
    )
    const steps = new Map<string, { state: string; href: string }>()
    for (const { words, href } of shown) {
      // Number, name, state, then the reason, which may name another step.
      const [, step, state] = /^\d+(.+?)(Locked|To do|In progress|Waiting|Done|Not needed)/.exec(words) ?? []
      if (step && state) steps.set(step, { state, href })
    }
    return steps
  }

  async function choosesCourse() {
    diary.notes(name, 'chooses a course')
    await me.seesRecommendations()
    await me.appliesFor(course)
    await page.waitForURL(/\/form\/preferences|chosen=1/)
    told.choice = course
  }
}
