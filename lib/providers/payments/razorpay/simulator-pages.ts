import { randomBytes } from 'node:crypto'
import type { CheckoutSession } from './simulator-memory'
import { failureReasons, outcomes, type Outcome } from './simulator-outcomes'

const rupees = new Intl.NumberFormat('en-IN', { style: 'currency', currency: 'INR' })

/** The hosted checkout: who asks, how much, and one button for each thing that can happen. */
export function checkoutPage(session: CheckoutSession, order: { orderId: string; amount: number }): Response {
  const groups = [...new Set(Object.values(outcomes).map((outcome) => outcome.group))]
  const body = `
<h1>Pay ${escape(session.merchantName)}</h1>
<p class="amount">${escape(rupees.format(order.amount / 100))}</p>
<dl>
  <div><dt>For</dt><dd>${escape(session.description)}</dd></div>
  <div><dt>Order</dt><dd>${escape(order.orderId)}</dd></div>
</dl>
<form method="post" action="${escape(session.id)}/outcome">${groups.map(groupOf).join('')}</form>
<p><a href="${escape(session.cancelUrl)}">Cancel and go back to ${escape(session.merchantName)}</a></p>`
  return page({
    title: `Pay ${session.merchantName}`,
    body,
    formOrigins: [new URL(session.callbackUrl).origin],
  })
}

/** Sends the browser back to the business with a form post, by itself or by its button where scripts are off. */
export function returnPage(session: CheckoutSession, fields: Record<string, string>): Response {
  const inputs = Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`)
    .join('')
  const body = `
<h1>Going back to ${escape(session.merchantName)}</h1>
<p>If nothing happens, use the button.</p>
<form method="post" action="${escape(session.callbackUrl)}" id="return">${inputs}
  <button type="submit">Return to ${escape(session.merchantName)}</button>
</form>`
  const formOrigins = [new URL(session.callbackUrl).origin]
  return page({
    title: 'Going back',
    body,
    formOrigins,
    script: `document.getElementById('return').submit()`,
  })
}

/** The end of the road in this tab. */
export const closedPage = (session: CheckoutSession, sentence: string): Response =>
  page({
    title: 'Nothing more to do',
    body: `<h1>${escape(sentence)}</h1>
<p><a href="${escape(session.cancelUrl)}">Go back to ${escape(session.merchantName)}</a></p>`,
  })

/** A checkout that cannot be shown, in one sentence. */
export const problemPage = (sentence: string, status: number): Response =>
  page({ title: 'This checkout cannot be shown', body: `<h1>${escape(sentence)}</h1>`, status })

function groupOf(group: Outcome['group']): string {
  const buttons = Object.entries(outcomes)
    .filter(([, outcome]) => outcome.group === group)
    .map(
      ([id, outcome]) => `
  <p class="case">
    <button type="submit" name="outcome" value="${id}" aria-describedby="about-${id}"${group === 'Pay' ? ' class="main"' : ''}>${outcome.label}</button>
    <span id="about-${id}">${outcome.explains}</span>
  </p>`,
    )
  const reasons = Object.entries(failureReasons).map(
    ([reason, words]) => `<option value="${reason}">${words}</option>`,
  )
  const select = `
  <p><label for="reason">Reason for a failure</label><select id="reason" name="reason">${reasons.join('')}</select></p>`
  return `
<fieldset><legend>${group}</legend>${group === 'Do not pay' ? select : ''}${buttons.join('')}</fieldset>`
}

const style = `
:root { color-scheme: light dark; --ink:#1d2433; --soft:#4a5468; --page:#f3f4f7; --card:#fff; --line:#c3c9d4; --act:#0b5c57; --on:#fff; --warn:#5b3a00; --warnbg:#ffe9b8 }
@media (prefers-color-scheme: dark) { :root { --ink:#eceff5; --soft:#b4bccb; --page:#12151c; --card:#1b202a; --line:#465063; --act:#5fd3c6; --on:#08211f; --warn:#ffe2a3; --warnbg:#3d2c05 } }
* { box-sizing: border-box }
body { margin:0; background:var(--page); color:var(--ink); font:16px/1.5 system-ui, sans-serif }
header { background:var(--warnbg); color:var(--warn); padding:12px 16px; text-align:center; font-weight:600 }
header p { margin:0 }
main { max-width:40rem; margin:16px auto; padding:16px; background:var(--card); border:1px solid var(--line) }
h1 { font-size:1.375rem; margin:0 0 4px; overflow-wrap:anywhere }
.amount { font-size:1.75rem; font-weight:700; margin:0 0 8px; font-variant-numeric:tabular-nums }
dl { margin:0 0 16px } dl div { display:flex; gap:8px; flex-wrap:wrap } dt { color:var(--soft) } dd { margin:0; overflow-wrap:anywhere }
fieldset { border:1px solid var(--line); margin:0 0 16px; padding:8px 12px; min-width:0 } legend { font-weight:600; padding:0 4px }
label { display:block } select, button { font:inherit; color:inherit; max-width:100%; min-height:44px; padding:8px 12px; border:1px solid var(--soft); border-radius:4px; background:var(--card) }
button { cursor:pointer; text-align:left } button.main { background:var(--act); border-color:var(--act); color:var(--on); font-weight:600 }
.case { margin:8px 0 } .case span { display:block; color:var(--soft); font-size:.875rem }
a { color:inherit } :focus-visible { outline:3px solid var(--act); outline-offset:2px }
`

type Page = { title: string; body: string; formOrigins?: string[]; script?: string; status?: number }

function page({ title, body, formOrigins = [], script, status = 200 }: Page): Response {
  const nonce = randomBytes(16).toString('base64')
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${escape(title)} (test payments)</title><style nonce="${nonce}">${style}</style></head>
<body><header><p>Test payments: no money moves</p></header><main>${body}</main>
${script ? `<script nonce="${nonce}">${script}</script>` : ''}</body></html>`
  const policy = [
    `default-src 'none'`,
    `style-src 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
    `form-action 'self' ${formOrigins.join(' ')}`.trim(),
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
  ]
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': policy.join('; '),
      'x-content-type-options': 'nosniff',
      // Without a path: the address of a checkout is nobody else's business.
      'referrer-policy': 'origin',
    },
  })
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escape = (text: string) => text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '')
