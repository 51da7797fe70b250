import AxeBuilder from '@axe-core/playwright'
import { type BrowserContext, type BrowserContextOptions, expect, type Page } from '@playwright/test'

export type Look = { name: string; language: 'en' | 'hi'; width: 360 | 1280; options: BrowserContextOptions }

/** Two looks that between them hold both languages, both themes, a phone and a desk. */
export const looks: Look[] = [
  { name: 'English, light, 1280 px', language: 'en', width: 1280, options: look('en-IN', 'light', 1280) },
  { name: 'Hindi, dark, 360 px', language: 'hi', width: 360, options: look('hi-IN', 'dark', 360) },
]

function look(locale: string, colorScheme: 'light' | 'dark', width: number): BrowserContextOptions {
  return { locale, colorScheme, viewport: { width, height: 800 }, reducedMotion: 'reduce' }
}

/** Signing in brings the account's language; this browser goes on in its own, and the account keeps its. */
export const speaks = (context: BrowserContext, door: string, language: 'en' | 'hi') =>
  context.addCookies([{ name: 'locale', value: language, url: door }])

/** A person who cannot see, or has a small screen, meets no obstacle on the page that is open. */
export async function expectNoObstacle(
  page: Page,
  { language, width }: Pick<Look, 'language' | 'width'>,
  place = page.url(),
): Promise<void> {
  // One page without frames: no second tab is needed to add up what was found.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  const found = violations.map(({ id, nodes }) => ({
    id,
    at: nodes.map(
      ({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary?.split('\n')[1] ?? ''}`,
    ),
  }))
  expect.soft(found, place).toEqual([])
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect.soft(wide, `${place} is wider than ${width} px by`).toBeLessThanOrEqual(0)
  await expect.soft(page.locator('html'), place).toHaveAttribute('lang', language)
  expect.soft(await page.title(), `title of ${place}`).not.toBe('')
}
