import type { Finding } from './check'
import { dateOf, outcomeWords, verdictOf } from './report'
import type { CheckResult, ConformanceReport } from './run'

/** A report as one HTML page that needs nothing else: no script, no font, no request; light and dark, printable. */
export function pageOf(report: ConformanceReport): string {
  const { provider, candidate, unknownFields, samples, exchanges } = report
  const title = `Conformance of ${provider.label}`
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}, ${escaped(report.startedAt.slice(0, 10))}</title><style>${style}</style></head><body><main>
<h1>${escaped(title)}</h1>
<p class="verdict ${report.outcome}">${escaped(verdictOf(report))}</p>
<dl>${[
    ['Date', dateOf(report.startedAt)],
    ['Address', provider.address],
    ['Kind of run', report.isWrite ? 'reading and writing' : 'reading only'],
    ['Fingerprint of the answers', report.fingerprint],
    ...(candidate ? [['Left at the provider', `${candidate.name}, ${candidate.email}`]] : []),
  ]
    .map(([name = '', value = '']) => `<div><dt>${escaped(name)}</dt><dd>${escaped(value)}</dd></div>`)
    .join('')}</dl>
<h2>Checks</h2><ol class="checks">${report.checks.map(checkItem).join('')}</ol>
<h2>Fields that are unknown to us</h2>
${table(
  ['Answer', 'Field', 'Type'],
  unknownFields.map(({ answer, path, types }) => [answer, path, types.join(', ')]),
  'None was met.',
)}
<h2>Samples</h2><p>Every value is masked that is not known to be harmless.</p>
${samples.map(({ answer, text }) => `<details><summary>${escaped(answer)}</summary><pre>${escaped(text)}</pre></details>`).join('\n')}
<h2>Exchanges</h2>
${table(
  ['Call', 'Answer', 'Took'],
  exchanges.map(({ method, path, status, durationMs, errorKind }) => [
    `${method} ${path}`,
    String(status ?? errorKind ?? ''),
    `${durationMs} ms`,
  ]),
  'There was none.',
)}
</main></body></html>
`
}

const checkItem = ({
  title,
  outcome,
  findings,
  reason,
  notes,
  durationMs,
}: CheckResult) => `<li class="${outcome}">
<p><strong class="mark">${outcomeWords[outcome]}</strong> ${escaped(title)} <small>${durationMs} ms</small></p>
${findings.length > 0 ? table(['Where', 'Expected', 'Met'], findings.map(findingCells), '') : ''}
${[...(reason === null ? [] : [reason]), ...notes].map((line) => `<p class="note">${escaped(line)}</p>`).join('')}</li>`

const findingCells = ({ where, expected, met }: Finding) => [where, expected, met]

const table = (heads: string[], rows: string[][], none: string) =>
  rows.length === 0
    ? `<p>${escaped(none)}</p>`
    : `<div class="wide"><table><thead><tr>${heads.map((head) => `<th scope="col">${escaped(head)}</th>`).join('')}</tr></thead>
<tbody>${rows.map((cells) => `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`).join('\n')}</tbody></table></div>`

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

const style = `
:root{color-scheme:light dark;--line:light-dark(#d5d9e0,#3a404b);--quiet:light-dark(#5a6372,#a3acba);
--good:light-dark(#146c38,#6fd397);--bad:light-dark(#a61b1b,#ff8f8f);--open:light-dark(#855400,#f0b860)}
body{margin:0;font:16px/1.5 system-ui,sans-serif;background:light-dark(#fff,#14171c);color:light-dark(#1a1f27,#e8ebf0)}
main{max-width:60rem;margin:0 auto;padding:2rem 1rem 4rem}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .5rem}h2{font-size:1.15rem;margin:2rem 0 .5rem}
.verdict{font-size:1.1rem;border-inline-start:4px solid var(--open);padding:.25rem 0 .25rem .75rem}
.verdict.held{border-color:var(--good)}.verdict.differed{border-color:var(--bad)}
dl{display:grid;gap:.35rem;margin:1rem 0}dl div{display:flex;gap:.75rem;flex-wrap:wrap}
dt{color:var(--quiet);min-width:13rem}dd{margin:0;overflow-wrap:anywhere}
.checks{list-style:none;padding:0;margin:0}.checks li{border-top:1px solid var(--line);padding:.6rem 0}
.checks p{margin:0}.mark{display:inline-block;min-width:6.5rem;color:var(--quiet)}
.held .mark{color:var(--good)}.differed .mark{color:var(--bad)}.unchecked .mark{color:var(--open)}
small,.note{color:var(--quiet);font-size:.875rem}.checks .note{padding-inline-start:6.8rem}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.9rem;margin:.4rem 0}
th,td{text-align:start;vertical-align:top;padding:.35rem .75rem .35rem 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
th{color:var(--quiet);font-weight:600}pre{overflow-x:auto;font-size:.85rem;padding:.75rem;border:1px solid var(--line);border-radius:6px}
summary{cursor:pointer}@media print{details{display:block}}`
