import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  brandInks,
  brandSoftShare,
  contrastRatio,
  raisedSurfaces,
  themeSurfaces,
} from '@/lib/domain/partners/brand'

const css = readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8')
const block = (selector: string) =>
  Object.fromEntries(
    [...(css.split(`${selector} {`)[1]?.split('}')[0] ?? '').matchAll(/--([\w-]+): (#\w{6});/g)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  )
const light = block('\n:root')
const dark = block("\n:root[data-theme='dark']")

describe.each([
  ['light', light],
  ['dark', dark],
] as const)('the %s palette', (theme, colours) => {
  const contrast = (text: string, on: string) => contrastRatio(colours[text] ?? '', colours[on] ?? '')

  test.each(['ink', 'muted', 'good', 'warn', 'bad', 'info'])(
    '%s can be read on every page surface',
    (text) => {
      expect(contrast(text, 'surface')).toBeGreaterThanOrEqual(4.5)
      expect(contrast(text, 'surface-raised')).toBeGreaterThanOrEqual(4.5)
    },
  )
  test.each(['good', 'warn', 'bad', 'info'])('%s and ordinary ink can be read on its soft ground', (tone) => {
    expect(contrast(tone, `${tone}-soft`)).toBeGreaterThanOrEqual(4.5)
    expect(contrast('ink', `${tone}-soft`)).toBeGreaterThanOrEqual(4.5)
  })
  test('the edge of a field stands out from the page', () => {
    expect(contrast('line-strong', 'surface')).toBeGreaterThanOrEqual(3)
    expect(contrast('line-strong', 'surface-raised')).toBeGreaterThanOrEqual(3)
  })
  test('is the one that partners’ colours are checked against', () => {
    const hardest = theme === 'light' ? 'surface' : 'surface-raised'
    expect(colours[hardest]).toBe(themeSurfaces[theme])
    expect(colours['brand-ink']).toBe(brandInks[theme])
    expect(colours['surface-raised']).toBe(raisedSurfaces[theme])
    expect(css).toContain(`color-mix(in srgb, var(--brand) ${brandSoftShare * 100}%, var(--surface-raised))`)
  })
})

test('the dark palette is the same whether the device or the person asks for it', () => {
  expect(block(":root:not([data-theme='light'])")).toEqual(dark)
})
