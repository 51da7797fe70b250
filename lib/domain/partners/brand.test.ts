import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  brandInks,
  brandSoft,
  contrastRatio,
  isReadableAsChosen,
  readableBrand,
  readableContrast,
  themeSurfaces,
} from './brand'

const anyColour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`)

test('contrast is that of WCAG', () => {
  expect(contrastRatio('#000000', '#ffffff')).toBeCloseTo(21, 5)
  expect(contrastRatio('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  expect(contrastRatio('#ABCDEF', '#abcdef')).toBe(1)
})

test('whatever colour a partner picks, its links and buttons can be read in both themes', () => {
  fc.assert(
    fc.property(anyColour, (brand) => {
      const readable = readableBrand(brand)
      for (const theme of ['light', 'dark'] as const) {
        expect(contrastRatio(readable[theme], themeSurfaces[theme])).toBeGreaterThanOrEqual(readableContrast)
        expect(contrastRatio(readable[theme], brandInks[theme])).toBeGreaterThanOrEqual(readableContrast)
        expect(contrastRatio(readable[theme], brandSoft(readable[theme], theme))).toBeGreaterThanOrEqual(
          readableContrast,
        )
      }
    }),
  )
})

test('a colour that reads well already is left as it is', () => {
  expect(readableBrand('#0B5D3B').light).toBe('#0b5d3b')
  expect(isReadableAsChosen('#0B5D3B')).toBe(true)
  expect(isReadableAsChosen('#ffcc00')).toBe(false)
})

test('a word in place of a colour is refused', () => {
  expect(() => readableBrand('green')).toThrow(RangeError)
})
