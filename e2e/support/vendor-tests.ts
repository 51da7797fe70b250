import { expect, type Page } from '@playwright/test'

/** How somebody sits the tests of the vendors that lead back to the portal: the verbs are the same, the pages are not. */
export type VendorTest = {
  /** Begins, or goes on with, what the new tab shows. */
  begins: (tab: Page) => Promise<void>
  /** From the first page after the beginning to the end; the browser is then led back to the portal. */
  finishes: (tab: Page, how?: { answering: boolean }) => Promise<void>
  leaves: (tab: Page) => Promise<void>
}

const button = (tab: Page, name: string | RegExp) => tab.getByRole('button', { name })

/** Right answers of Test Partnership's numbers test, so that rules about good marks have something to hold on to. */
const right = ['₹680', '72 km/h', '25%', '₹4,000', '55']

/** A right answer where one is known, else the first one. */
async function answers(tab: Page): Promise<void> {
  for (const question of await tab.getByRole('group').all()) {
    const options = await question.getByRole('radio').all()
    const labels = await Promise.all(options.map((option) => option.evaluate(labelOf)))
    const chosen =
      options[
        Math.max(
          0,
          labels.findIndex((label) => right.includes(label)),
        )
      ]
    if (chosen) await chosen.check()
  }
}

const labelOf = (input: SVGElement | HTMLElement): string =>
  (input.closest('label')?.textContent ?? '').trim()

export const imochaTest: VendorTest = {
  begins: async (tab) => {
    await button(tab, 'Start test').click()
    await expect(button(tab, 'Leave test')).toBeVisible()
  },
  finishes: async (tab, { answering } = { answering: true }) => {
    if (answering) await answers(tab)
    while (await button(tab, 'Next section').isVisible()) {
      await button(tab, 'Next section').click()
      await tab.waitForLoadState()
      if (answering) await answers(tab)
    }
    await button(tab, 'Finish test').click()
  },
  leaves: async (tab) => {
    await button(tab, 'Leave test').click()
    await expect(tab.getByRole('heading', { name: 'You left the test' })).toBeVisible()
  },
}

/** The watching person ends somebody's iMocha test. */
export async function isTerminated(tab: Page): Promise<void> {
  await button(tab, 'The proctor ends the test').click()
  await expect(tab.getByRole('heading', { name: 'The proctor has ended your test' })).toBeVisible()
}

export const testPartnershipTest: VendorTest = {
  begins: async (tab) => {
    const agree = button(tab, 'I agree, continue')
    const section = button(tab, /^(Start|Continue|Resume) section/)
    await expect(agree.or(section).first()).toBeVisible()
    if (await agree.isVisible()) await agree.click()
    await section.first().click()
    await expect(button(tab, 'Finish section')).toBeVisible()
  },
  finishes: async (tab, { answering } = { answering: true }) => {
    const submit = button(tab, 'Submit assessment')
    const next = button(tab, /^(Start|Continue|Resume) section/)
    for (;;) {
      if (answering) await answers(tab)
      await button(tab, 'Finish section').click()
      await expect(submit.or(next).first()).toBeVisible()
      if (await submit.isVisible()) break
      await next.first().click()
      await expect(button(tab, 'Finish section')).toBeVisible()
    }
    await submit.click()
  },
  leaves: async (tab) => {
    await button(tab, 'Leave test').click()
    await expect(button(tab, 'Finish section')).toBeHidden()
  },
}

/** The short supervised repeat: one section that is not handed in, with a link back at its end. */
export async function sitsVerification(tab: Page): Promise<void> {
  await testPartnershipTest.begins(tab)
  await expect(tab.getByRole('heading', { name: /^Verification: / })).toBeVisible()
  await answers(tab)
  await button(tab, 'Finish section').click()
  await tab.getByRole('link', { name: 'Back to your college’s page' }).click()
}

/** The minutes of every section as Test Partnership's overview says them, before anything is begun. */
export async function sectionMinutes(tab: Page): Promise<number[]> {
  const agree = button(tab, 'I agree, continue')
  const rows = tab.getByRole('listitem')
  await expect(agree.or(rows).first()).toBeVisible()
  if (await agree.isVisible()) await agree.click()
  await expect(rows.first()).toBeVisible()
  return (await rows.allInnerTexts()).map((row) => Number(/(\d+) minutes/.exec(row)?.[1]))
}
