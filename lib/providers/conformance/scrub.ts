const shortest = 4

/** A copy in which none of these values stands in any text, key or address-encoded form; the last guard before anything is written down. */
export function scrubbed<T>(value: T, hidden: readonly string[]): T {
  const needles = [
    ...new Set(hidden.flatMap((text) => [text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1)])),
  ]
    .filter((text) => text.length >= shortest)
    .sort((left, right) => right.length - left.length)
  return walked(value, (text) => needles.reduce((rest, needle) => rest.replaceAll(needle, '•••'), text)) as T
}

function walked(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((entry) => walked(entry, change))
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [change(key), walked(entry, change)]))
}
