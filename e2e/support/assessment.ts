import { expect, type Page } from '@playwright/test'
import type { Journey } from './journey'
import { beginsTest, finishesTest, leavesTest } from './study-test'
import type { Visitor, Words } from './visitor'

const anyLaunch = /^(Start assessment|Continue assessment|Start a new attempt)/

/** The assessment and its recommendations. */
export function assessmentOf(
  { page, path, presses, goes, seesHeading, seesNoButton }: Visitor,
  { number }: Journey,
) {
  const address = () => `/applications/${number()}/assessment`
  const goesToAssessment = () => goes(address())
  /** Presses the button; the page that opened in a new tab. */
  const opensTest = async (button: Words = anyLaunch): Promise<Page> => {
    if (path() !== address()) await goesToAssessment()
    const opened = page.waitForEvent('popup')
    await presses(button)
    const tab = await opened
    await tab.waitForLoadState()
    return tab
  }
  const checksNow = async () => {
    await presses('Check now')
    await seesNoButton(/^Asking/)
  }
  return {
    goesToAssessment,
    opensTest,
    checksNow,
    /** For a test service that recovers: presses again and again, each time in a fresh page. */
    async triesUntilTestOpens(): Promise<Page> {
      let tab: Page | undefined
      await expect(async () => {
        await goesToAssessment()
        tab = await opensTest()
        await expect(tab.getByRole('button', { name: 'Begin test' })).toBeVisible({ timeout: 5_000 })
      }).toPass({ timeout: 60_000 })
      if (!tab) throw new Error('no test opened')
      return tab
    },
    async takesAssessment({
      answers,
      leave,
      button,
    }: { answers?: Record<string, string>; leave?: boolean; button?: Words } = {}) {
      const tab = await opensTest(button)
      await beginsTest(tab)
      await (leave ? leavesTest(tab, answers) : finishesTest(tab, answers))
      return tab
    },
    /** Presses “Check now” until the page has gone on to this heading: the portal asks at most every five seconds. */
    async checksUntil(heading: Words) {
      const there = page.getByRole('heading', { name: heading })
      await expect(async () => {
        if (!(await there.isVisible())) await checksNow()
        await expect(there).toBeVisible({ timeout: 1_000 })
      }).toPass({ timeout: 60_000, intervals: [5_000] })
    },
    async seesRecommendations() {
      await goes(`/applications/${number()}/recommendations`)
      await seesHeading('Recommended courses')
    },
    /** Presses “Apply for this” on the card of this course. */
    async appliesFor(course: string) {
      const card = page
        .getByRole('listitem')
        .filter({ has: page.getByRole('heading', { name: course, exact: true }) })
      await card.getByRole('button', { name: /^Apply for this/ }).click()
    },
  }
}
