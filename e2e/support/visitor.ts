import { type BrowserContext, expect, type Page } from '@playwright/test'
import type { NewApplicant } from './people'

/** Words on the page: a sentence, or a pattern for one with a time in it. */
export type Words = string | RegExp
/** How long to wait for them, in milliseconds. */
export type Within = { within?: number }

/** A browser at a partner's door and what everybody can do with it. */
export type Visitor = ReturnType<typeof visitorAt>

export function visitorAt(person: NewApplicant, page: Page) {
  const button = (name: Words) => page.getByRole('button', { name, exact: true })
  const link = (name: Words) => page.getByRole('link', { name, exact: true })
  const heading = (name: Words) => page.getByRole('heading', { name })
  const context: BrowserContext = page.context()
  return {
    person,
    page,
    context,
    goes: async (path: string) => void (await page.goto(path)),
    path: () => new URL(page.url()).pathname,
    sees: (words: Words, { within }: Within = {}) =>
      expect(page.getByText(words).filter({ visible: true }).first()).toBeVisible({ timeout: within }),
    doesNotSee: (words: Words) => expect(page.getByText(words).filter({ visible: true })).toHaveCount(0),
    seesHeading: (words: Words, { within }: Within = {}) =>
      expect(heading(words).first()).toBeVisible({ timeout: within }),
    seesButton: (name: Words) => expect(button(name).first()).toBeVisible(),
    seesNoButton: (name: Words) => expect(button(name)).toHaveCount(0),
    presses: (name: Words) => button(name).first().click(),
    follows: (name: Words) => link(name).first().click(),
  }
}
