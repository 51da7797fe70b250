import type { StaffSection } from '@/components/layout/staff-sidebar'

/** The letter after `g` that leads to each place of the console. */
export const goKeys: Record<StaffSection, string> = {
  home: 'h',
  applications: 'a',
  review: 'r',
  decisions: 'd',
  payments: 'p',
  assessments: 's',
  tasks: 't',
  messages: 'm',
  mail: 'e',
  integrations: 'i',
  alerts: 'l',
  recommendations: 'c',
  intakes: 'n',
  people: 'u',
  audit: 'v',
  settings: ',',
  sandbox: 'x',
}

/** Keys of a list and of a record, in the order of the help; each has a sentence under `lists.keys`. */
export const listKeys = {
  j: 'next_row',
  k: 'previous_row',
  Enter: 'open_row',
  x: 'choose',
  d: 'density',
  '/': 'search',
  Escape: 'let_go',
} as const
export const recordKeys = { '[': 'previous_record', ']': 'next_record', b: 'back', t: 'to_top' } as const

/** Whether what has the focus takes letters for itself: then no shortcut fires. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || ['SELECT', 'TEXTAREA'].includes(target.tagName)) return true
  return (
    target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type)
  )
}

/** Moves the focus to the first link of the next or the previous row of the page's list. */
export function stepRow(by: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLElement>('main table tbody tr')].flatMap((row) => {
    const link = row.querySelector<HTMLElement>('th a') ?? row.querySelector<HTMLElement>('a')
    return link ? [link] : []
  })
  const at = links.findIndex((link) => link.closest('tr')?.contains(document.activeElement))
  const next = links[at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}

/** Presses the box of the row that has the focus. */
export function chooseRow(): void {
  document.activeElement?.closest('tr')?.querySelector<HTMLInputElement>('input[type=checkbox]')?.click()
}

/** Shuts whatever is open above the page; false when nothing was. */
export function shutPopovers(): boolean {
  const open = [...document.querySelectorAll<HTMLDetailsElement>('details[data-popover][open]')]
  for (const details of open) {
    details.open = false
    details.querySelector('summary')?.focus()
  }
  return open.length > 0
}

/** Presses the control of the page that says it has this key (`aria-keyshortcuts`); a box to type in gets the focus. */
export function pressKeyed(key: string): boolean {
  const controls = [...document.querySelectorAll<HTMLElement>('main [aria-keyshortcuts]')]
  const control = controls.find(
    (one) => one.getAttribute('aria-keyshortcuts') === key && one.checkVisibility(),
  )
  if (!control) return false
  if (isTyping(control)) control.focus()
  else control.click()
  return true
}

export type PageCommand = { label: string; lockedBecause: string | null; run: () => void }

/** What can be done on this page: every button and link of it that stands under `data-commands`. */
export function listPageCommands(): PageCommand[] {
  return [...document.querySelectorAll<HTMLElement>('main [data-commands] :is(button, a[href])')].flatMap(
    (control) => {
      const label = (control.getAttribute('aria-label') ?? control.textContent ?? '').trim()
      const reason = control.getAttribute('aria-describedby')
      const isShut = control.getAttribute('aria-disabled') === 'true'
      const because = isShut && reason ? (document.getElementById(reason)?.textContent ?? '') : null
      return label ? [{ label, lockedBecause: because, run: () => control.click() }] : []
    },
  )
}
