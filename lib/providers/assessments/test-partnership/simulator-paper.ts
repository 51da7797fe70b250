import type { Language } from './simulator-questions'

/**
 * Nothing may be cached, framed, scripted or told to the next site. Chromium applies form-action to the redirect that
 * follows a form post too, so the page that hands a candidate back must name where to.
 */
export const pageHeaders = (leadsTo: string) => ({
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; form-action ${["'self'", leadsTo].join(' ').trim()}; base-uri 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow',
})

export function page(
  language: Language,
  title: string,
  body: string,
  { status = 200, leadsTo = '' }: { status?: number; leadsTo?: string } = {},
): Response {
  const html = `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Test Partnership simulator</title><style>${style}</style></head>
<body><header lang="en"><strong>Test Partnership simulator: this is not Test Partnership</strong></header>
<main>${body}</main></body></html>`
  return new Response(html, { status, headers: pageHeaders(leadsTo) })
}

/** Text for a page: what people typed is never markup. */
export const text = (typed: string) =>
  typed.replace(
    /[&<>"']/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign] ?? sign,
  )

const style = `
:root{color-scheme:light dark;--paper:#f4f8f7;--card:#fff;--ink:#10211f;--line:#7d928e;--key:#00594c;--on-key:#fff}
@media (prefers-color-scheme:dark){:root{--paper:#0f1716;--card:#172221;--ink:#e6f2ef;--line:#83988f;--key:#6fe0c4;--on-key:#04201a}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.55 'Trebuchet MS','Noto Sans','Noto Sans Devanagari',sans-serif}
header{background:repeating-linear-gradient(-45deg,#ff9d00 0 1rem,#ffb640 1rem 2rem);color:#1d1400;padding:.75rem 1rem;text-align:center;border-bottom:3px solid #1d1400}
main{max-width:42rem;margin:1rem auto;padding:1rem 1.25rem 2.5rem;background:var(--card);border:1px solid var(--line);border-radius:.25rem}
h1{font-size:1.5rem;line-height:1.25;margin-top:.5rem}
.clock{border-left:4px solid var(--key);padding-left:.75rem;font-weight:bold}
.sections{padding:0;list-style:none}
.sections li{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;border-top:1px solid var(--line);padding:.75rem 0}
.sections li button{margin-left:auto}
fieldset{border:1px solid var(--line);border-radius:.25rem;margin:0 0 1.25rem;padding:.5rem 1rem 1rem;min-width:0}
legend{float:left;width:100%;font-weight:bold;padding:.5rem 0}
legend+label{clear:both}
legend small{display:block;font-weight:normal}
label{display:flex;gap:.75rem;align-items:center;min-height:2.75rem;cursor:pointer}
input{width:1.25rem;height:1.25rem;flex:none;accent-color:var(--key)}
a{color:var(--key)}
.buttons{display:flex;flex-wrap:wrap;gap:.75rem;align-items:center}
.buttons p{flex-basis:100%;margin:0}
button{font:inherit;min-height:2.75rem;padding:.5rem 1.1rem;border:2px solid var(--key);border-radius:.25rem;background:transparent;color:var(--key);cursor:pointer}
button.main{background:var(--key);color:var(--on-key)}
:focus-visible{outline:3px solid var(--ink);outline-offset:2px}
@media (max-width:30rem){main{margin:0;border:0}.buttons button,.sections li button{width:100%;margin-left:0}}
`
