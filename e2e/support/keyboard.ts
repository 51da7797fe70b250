import { expect, type Locator, type Page } from '@playwright/test'

/** As many presses as a page of the console ever needs to be gone round once. */
const mostPresses = 250

/** Somebody who has no mouse: everything is reached by Tab and seen to be reached. */
export function keyboardOf(page: Page) {
  /** Tab until this has the focus; the focus must be drawn where it is. */
  async function reaches(target: Locator): Promise<void> {
    await expect(target).toBeAttached()
    for (let presses = 0; presses < mostPresses; presses++) {
      if (await hasFocus(target)) return expect(await isDrawn(target), `${target} shows no focus`).toBe(true)
      await page.keyboard.press('Tab')
    }
    throw new Error(`${target} is not reached by Tab`)
  }
  return {
    reaches,
    press: (key: string) => page.keyboard.press(key),
    /** Reaches a button, link or summary and presses Enter. */
    async enters(target: Locator) {
      await reaches(target)
      await page.keyboard.press('Enter')
    },
    /** Reaches a box to tick and presses Space. */
    async ticks(target: Locator) {
      await reaches(target)
      await page.keyboard.press('Space')
      await expect(target).toBeChecked()
    },
    /** Reaches a field and types over what stands in it. */
    async types(target: Locator, text: string) {
      await reaches(target)
      await page.keyboard.press('Control+A')
      await page.keyboard.type(text)
    },
    /** Reaches a list and goes down it to the choice with this name. */
    async chooses(target: Locator, choice: string) {
      await reaches(target)
      await page.keyboard.press('Home')
      for (let presses = 0; presses < mostPresses && (await chosen(target)) !== choice; presses++)
        await page.keyboard.press('ArrowDown')
      expect(await chosen(target)).toBe(choice)
    },
    /** `g`, then the letter of a place of the console. */
    async goesTo(letter: string, address: RegExp) {
      // A page that has just come does not hear its keys yet: whoever sees nothing happen presses again.
      await expect(async () => {
        await page.keyboard.press('g')
        await page.keyboard.press(letter)
        await page.waitForURL(address, { timeout: 3_000 })
      }).toPass({ timeout: 30_000 })
    },
  }
}

const hasFocus = (target: Locator) => target.evaluate((element) => element === document.activeElement)

/** An outline of its own, or of the label that stands for a box nobody sees. */
const isDrawn = (target: Locator) =>
  target.evaluate((element) =>
    [element, element.closest('label')].some((box) => {
      if (!box || !element.matches(':focus-visible')) return false
      const { outlineStyle, outlineWidth } = getComputedStyle(box)
      return outlineStyle !== 'none' && parseFloat(outlineWidth) > 0
    }),
  )

const chosen = (target: Locator) =>
  target.evaluate((element) =>
    element instanceof HTMLSelectElement ? (element.selectedOptions[0]?.textContent ?? '') : '',
  )
