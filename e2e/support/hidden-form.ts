import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { type Answer, asks } from './raw'

/** Everything the form of this button would send, as a program sees it; needs a page without JavaScript. */
export const fieldsBehind = (page: Page, button: string): Promise<[string, string][]> =>
  page
    .getByRole('button', { name: button, exact: true })
    .evaluate((pressed: HTMLButtonElement) =>
      [...new FormData(pressed.form ?? undefined)].map(([name, value]): [string, string] => [
        name,
        String(value),
      ]),
    )

/** Sends such a form in somebody's name, whatever their browser would show them. */
export function sendsForm(
  address: string,
  fields: readonly (readonly [string, string])[],
  headers: Record<string, string>,
): Promise<Answer> {
  const boundary = `form-${randomUUID()}`
  const parts = fields.map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return asks(address, {
    method: 'POST',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, ...headers },
    body: `${parts.join('')}--${boundary}--\r\n`,
  })
}

/** The same fields with some of them changed. */
export const changed = (fields: [string, string][], changes: Record<string, string>): [string, string][] => [
  ...fields.filter(([name]) => !(name in changes)),
  ...Object.entries(changes),
]
