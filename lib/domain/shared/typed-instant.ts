/** `2026-11-30T23:59` (a browser's date and time control) read as India time; null when it is none. */
export function readIndiaDateTime(typed: string): Date | null {
  const parts = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)$/.exec(typed.trim())
  const at = new Date(`${parts?.[1]}T${parts?.[2]}+05:30`)
  // 31 February would become a day of March.
  return parts && !Number.isNaN(at.getTime()) && typedIndiaDateTime(at).slice(0, 10) === parts[1] ? at : null
}

/** An instant as such a control takes it: India time, seconds only where there are any. */
export function typedIndiaDateTime(at: Date | string | null): string {
  if (at === null || at === '') return ''
  const shifted = new Date(new Date(at).getTime() + 330 * 60_000).toISOString()
  return shifted.slice(0, shifted.slice(17, 19) === '00' ? 16 : 19)
}
