import type { Invitation, Status } from './simulator-memory'
import { findTest, minutesOf, questionsOf, type Language, type SimQuestion } from './simulator-tests'

/** Nothing may be cached, framed, scripted or told to the next site; forms may lead back to the partner. */
export const pageHeaders = (formOrigins: string[]) => ({
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; form-action ${["'self'", ...formOrigins].join(' ')}; base-uri 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow',
})

const words = {
  en: {
    section: (number: number, count: number) => `Section ${number} of ${count}`,
    left: (minutes: number, clock: string) =>
      `About ${minutes} minutes left. The test ends at ${clock} (India time).`,
    advice: (minutes: number) =>
      `${minutes} minutes are meant for this section. You cannot come back to it. Answers are kept when you press a button.`,
    question: (number: number) => `Question ${number}`,
    next: 'Next section',
    finish: 'Finish test',
    leave: 'Leave test',
    proctor: 'The proctor ends the test',
    other: 'हिन्दी में दिखाएँ',
    back: 'Go back to your college’s page',
    Complete: [
      'Your test is finished',
      'Your answers were handed in. Your college’s page shows your result.',
    ],
    'Test Left': [
      'You left the test',
      'What you answered until then was kept. This test cannot be gone on with.',
    ],
    Terminated: [
      'The proctor has ended your test',
      'What you answered until then was kept. Please ask your college what happens now.',
    ],
  },
  hi: {
    section: (number: number, count: number) => `${count} में से भाग ${number}`,
    left: (minutes: number, clock: string) =>
      `लगभग ${minutes} मिनट बचे हैं। परीक्षा ${clock} बजे (भारतीय समय) समाप्त होगी।`,
    advice: (minutes: number) =>
      `इस भाग के लिए ${minutes} मिनट हैं। आप इस पर लौट नहीं सकते। उत्तर बटन दबाने पर सहेजे जाते हैं।`,
    question: (number: number) => `प्रश्न ${number}`,
    next: 'अगला भाग',
    finish: 'परीक्षा पूरी करें',
    leave: 'परीक्षा छोड़ें',
    proctor: 'निरीक्षक परीक्षा समाप्त करता है',
    other: 'Show in English',
    back: 'अपने कॉलेज के पेज पर लौटें',
    Complete: ['आपकी परीक्षा पूरी हुई', 'आपके उत्तर जमा हो गए। परिणाम आपके कॉलेज के पेज पर दिखेगा।'],
    'Test Left': ['आपने परीक्षा छोड़ दी', 'तब तक के उत्तर सहेज लिए गए। यह परीक्षा आगे नहीं बढ़ सकती।'],
    Terminated: ['निरीक्षक ने आपकी परीक्षा समाप्त कर दी', 'तब तक के उत्तर सहेज लिए गए। आगे क्या होगा, अपने कॉलेज से पूछें।'],
  },
} as const

/** Shown before the clock starts: nothing is begun until the button is pressed. */
export function instructions(action: string, invitation: Invitation): Response {
  const test = findTest(invitation.testId)
  if (!test) return notFound()
  return page(
    'en',
    test.name,
    `<h1>${escape(test.name)}</h1>
<p>Hello ${escape(invitation.name)}. This test has ${test.sections.length} sections with ${questionsOf(test).length} questions and takes up to ${minutesOf(test)} minutes.</p>
<ul>${test.sections.map(({ name, minutes, questions }) => `<li>${escape(name)}: ${questions.length} questions, ${minutes} minutes</li>`).join('')}</ul>
<p>The clock starts when you press the button and does not stop. A test that was left cannot be gone on with.</p>
<form method="post" action="${escape(action)}"><button class="main">Start test</button></form>`,
    { formOrigins: originOf(invitation) },
  )
}

/** One section with its questions. */
export function section(action: string, invitation: Invitation, now: Date): Response {
  const { language, answers, section: index } = invitation
  const say = words[language]
  const test = findTest(invitation.testId)
  const current = test?.sections[index]
  if (!test || !current) return notFound()
  const isLast = index === test.sections.length - 1
  const deadline = new Date(invitation.deadlineAt ?? now)
  const clock = new Intl.DateTimeFormat('en-IN', { timeStyle: 'short', timeZone: 'Asia/Kolkata' }).format(
    deadline,
  )
  const minutes = Math.max(1, Math.round((deadline.getTime() - now.getTime()) / 60_000))
  const other = language === 'en' ? 'hi' : 'en'
  return page(
    language,
    current.shown[language],
    `<p>${escape(test.shown[language])} · ${say.section(index + 1, test.sections.length)}</p>
<h1>${escape(current.shown[language])}</h1>
<p class="clock">${say.left(minutes, escape(clock))}</p>
<p>${say.advice(current.minutes)}</p>
<form method="post" action="${escape(action)}">
<input type="hidden" name="section" value="${index}">
${current.questions.map((question, at) => fieldset(question, at + 1, answers, language)).join('\n')}
<div class="buttons">
<button class="main" name="do" value="${isLast ? 'finish' : 'next'}">${isLast ? say.finish : say.next}</button>
<button name="do" value="leave">${say.leave}</button>
<button name="do" value="${other}" lang="${other}">${say.other}</button>
</div>
<div class="buttons proctor"><button name="do" value="proctor">${say.proctor}</button></div>
</form>`,
    { formOrigins: originOf(invitation) },
  )
}

/** The end of a sitting, with the way back. */
export function over(invitation: Invitation): Response {
  const { status, language, redirectUrl } = invitation
  if (status !== 'Complete' && status !== 'Test Left' && status !== 'Terminated') return deadLink(invitation)
  const [heading, text] = words[language][status]
  const back =
    redirectUrl === null ? '' : `<p><a href="${escape(redirectUrl)}">${words[language].back}</a></p>`
  return page(language, heading, `<h1>${heading}</h1><p>${text}</p>${back}`)
}

const dead: Record<Status, [string, string]> = {
  Pending: ['This test is not open', 'Please come back later.'],
  'In Progress': ['This test is being taken', 'Go on in the tab where you began.'],
  Complete: ['You have already taken this test', 'Each invitation is for one sitting.'],
  'Test Left': [
    'You have already taken this test',
    'You left it before its end. Each invitation is for one sitting.',
  ],
  Terminated: [
    'You have already taken this test',
    'The proctor ended it. Each invitation is for one sitting.',
  ],
  Expired: ['This invitation has expired', 'The time in which this test could be begun is over.'],
  Cancelled: ['This invitation was cancelled', 'Your college has taken it back.'],
}

export function deadLink({ status }: Invitation): Response {
  const [heading, text] = dead[status]
  return page('en', heading, `<h1>${heading}</h1><p>${text}</p><p>Go back to your college’s page.</p>`, {
    status: 410,
  })
}

export function tooEarly({ opensAt }: Invitation): Response {
  const at = new Intl.DateTimeFormat('en-IN', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Asia/Kolkata',
  })
  const when = opensAt === null ? '' : at.format(new Date(opensAt))
  return page(
    'en',
    dead.Pending[0],
    `<h1>${dead.Pending[0]}</h1><p>It opens on ${escape(when)} (India time).</p>`,
    {
      status: 403,
    },
  )
}

export const notFound = (status = 404): Response =>
  page(
    'en',
    'No such page',
    '<h1>No such page</h1><p>Go back to your college’s page and start the test from there.</p>',
    {
      status,
    },
  )

function fieldset(
  question: SimQuestion,
  number: number,
  answers: Record<string, string>,
  language: Language,
): string {
  const options = question.options.map(
    (option) =>
      `<label><input type="radio" name="${escape(question.id)}" value="${escape(option.id)}"${
        answers[question.id] === option.id ? ' checked' : ''
      }><span>${escape(option[language])}</span></label>`,
  )
  return `<fieldset><legend><small>${words[language].question(number)}</small>${escape(question[language])}</legend>${options.join('')}</fieldset>`
}

/** Chromium holds form-action against the redirect that follows a form, too. */
const originOf = ({ redirectUrl }: Invitation): string[] =>
  redirectUrl !== null && URL.canParse(redirectUrl) ? [new URL(redirectUrl).origin] : []

const escape = (text: string) =>
  text.replace(
    /[&<>"']/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign] ?? sign,
  )

function page(
  language: Language,
  title: string,
  body: string,
  { status = 200, formOrigins = [] }: { status?: number; formOrigins?: string[] } = {},
): Response {
  const html = `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} · iMocha simulator</title><style>${style}</style></head>
<body><header lang="en"><strong>iMocha simulator: this is not iMocha</strong></header>
<main>${body}</main></body></html>`
  return new Response(html, { status, headers: pageHeaders(formOrigins) })
}

const style = `
:root{color-scheme:light dark;--paper:#f3f8f7;--card:#fff;--ink:#10211f;--line:#5f7d79;--key:#0b6157;--on-key:#fff}
@media (prefers-color-scheme:dark){:root{--paper:#0f1716;--card:#172321;--ink:#e8f3f1;--line:#7f9c97;--key:#7fe0d0;--on-key:#06211d}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.6 'Trebuchet MS',Verdana,'Noto Sans','Noto Sans Devanagari',sans-serif}
header{background:repeating-linear-gradient(45deg,#ffd400 0 1rem,#ffe14d 1rem 2rem);color:#1d1a14;padding:.75rem 1rem;text-align:center;border-bottom:3px solid #1d1a14}
main{max-width:46rem;margin:0 auto;padding:1rem 1rem 3rem}
h1{font-size:1.5rem;line-height:1.25;margin:.25rem 0 1rem}
.clock{background:var(--card);border:2px solid var(--key);border-radius:.25rem;padding:.5rem .75rem;font-weight:bold}
fieldset{background:var(--card);border:1px solid var(--line);border-left:6px solid var(--key);margin:0 0 1rem;padding:.5rem 1rem 1rem;min-width:0}
legend{float:left;width:100%;font-weight:bold;padding:.5rem 0}
legend+label{clear:both}
legend small{display:block;font-weight:normal}
label{display:flex;gap:.75rem;align-items:center;min-height:2.75rem;cursor:pointer}
input[type=radio]{width:1.25rem;height:1.25rem;flex:none;accent-color:var(--key)}
a{color:var(--key)}
.buttons{display:flex;flex-wrap:wrap;gap:.75rem}
.proctor{margin-top:1.5rem;border-top:1px dashed var(--line);padding-top:1rem}
button{font:inherit;min-height:2.75rem;padding:.5rem 1.1rem;border:2px solid var(--key);border-radius:.25rem;background:transparent;color:var(--key);cursor:pointer}
button.main{background:var(--key);color:var(--on-key)}
:focus-visible{outline:3px solid var(--ink);outline-offset:2px}
@media (max-width:30rem){.buttons button{width:100%}}
`
