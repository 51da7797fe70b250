/** A colour as `#rrggbb`. */
export type Hex = string

export type Theme = 'light' | 'dark'

/** The page surfaces of app/globals.css that are hardest to read on, one per theme. */
export const themeSurfaces = { light: '#f8f7f4', dark: '#1c1f25' } as const
/** What cards stand on; `brand-soft` mixes `brandSoftShare` of the brand into it. */
export const raisedSurfaces = { light: '#ffffff', dark: '#1c1f25' } as const
export const brandSoftShare = 0.08
/** The ink that stands on a brand-coloured button, one per theme. */
export const brandInks = { light: '#ffffff', dark: '#14161a' } as const

/** WCAG 2.2 AA for text of ordinary size. */
export const readableContrast = 4.5

export const isHex = (value: string): boolean => /^#[0-9a-f]{6}$/i.test(value)

/** WCAG contrast of two colours, from 1 (the same) to 21 (black on white). */
export function contrastRatio(one: Hex, other: Hex): number {
  const [lighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05)
}

/** Whether a brand colour reads on our light pages exactly as chosen; if not, readableBrand darkens it. */
export const isReadableAsChosen = (brand: Hex): boolean => readableBrand(brand).light === brand.toLowerCase()

/**
 * A partner's colour made readable: nearest to the choice that reaches AA as text on our pages, on its own soft ground
 * and under its ink on a button; darkened for the light theme, lightened for the dark one. Throws RangeError on anything
 * but `#rrggbb`.
 */
export const readableBrand = (brand: Hex): { light: Hex; dark: Hex } => ({
  light: nearestReadable(brand, '#000000', 'light'),
  dark: nearestReadable(brand, '#ffffff', 'dark'),
})

/** The pale ground of a marked row or a hovered link, as globals.css mixes it. */
export const brandSoft = (brand: Hex, theme: Theme): Hex => mix(raisedSurfaces[theme], brand, brandSoftShare)

function nearestReadable(brand: Hex, towards: Hex, theme: Theme): Hex {
  const steps = 100
  for (let step = 0; step < steps; step++) {
    const candidate = mix(brand, towards, step / steps)
    const grounds = [themeSurfaces[theme], brandInks[theme], brandSoft(candidate, theme)]
    if (grounds.every((ground) => contrastRatio(candidate, ground) >= readableContrast)) return candidate
  }
  return towards
}

function luminance(colour: Hex): number {
  const [red = 0, green = 0, blue = 0] = channels(colour)
    .map((channel) => channel / 255)
    .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function mix(from: Hex, to: Hex, share: number): Hex {
  const end = channels(to)
  return `#${channels(from)
    .map((channel, index) => Math.round(channel + ((end[index] ?? channel) - channel) * share))
    .map((channel) => channel.toString(16).padStart(2, '0'))
    .join('')}`
}

function channels(colour: Hex): number[] {
  if (!isHex(colour)) throw new RangeError(`not a colour like #1f4fa3: ${colour}`)
  return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16))
}
