import { secondsLeftOf, type LinkState, type Sitting } from './simulator-sittings'
import { questions, type Language, type Question } from './simulator-questions'

/** Nothing may be cached, framed, scripted or told to the next site. */
export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow',
}

const words = {
  en: {
    title: 'Course finder test',
    left: (minutes: number, clock: string) =>
      `About ${minutes} minutes left. The test closes at ${clock} (India time).`,
    how: 'Questions left empty count as no preference. Save now and then: answers are kept only when you press a button.',
    question: (number: number) => `Question ${number} of ${questions.length}`,
    saved: (count: number) => `Answers saved: ${count} of ${questions.length}`,
    save: 'Save answers',
    finish: 'Finish test',
    leave: 'Leave without finishing',
    other: 'हिन्दी में दिखाएँ',
    back: 'You can close this tab and go back to your college’s page.',
    Completed: ['Your test is finished', 'Your answers are with us. Your college’s page shows your result.'],
    Abandoned: [
      'You left the test',
      'Your answers are kept. To go on, open the test again from your college’s page.',
    ],
    Expired: [
      'Time is over',
      'The 20 minutes of this test have passed. To try again, open the test from your college’s page.',
    ],
  },
  hi: {
    title: 'कोर्स चुनने की परीक्षा',
    left: (minutes: number, clock: string) =>
      `लगभग ${minutes} मिनट बचे हैं। परीक्षा ${clock} बजे (भारतीय समय) बंद होगी।`,
    how: 'खाली छोड़े गए सवालों का मतलब है कि कोई पसंद नहीं। बीच-बीच में सहेजें: उत्तर बटन दबाने पर ही सहेजे जाते हैं।',
    question: (number: number) => `${questions.length} में से सवाल ${number}`,
    saved: (count: number) => `सहेजे गए उत्तर: ${questions.length} में से ${count}`,
    save: 'उत्तर सहेजें',
    finish: 'परीक्षा पूरी करें',
    leave: 'बिना पूरा किए छोड़ें',
    other: 'Show in English',
    back: 'अब आप यह टैब बंद करके अपने कॉलेज के पेज पर लौट सकते हैं।',
    Completed: ['आपकी परीक्षा पूरी हुई', 'आपके उत्तर हमें मिल गए। परिणाम आपके कॉलेज के पेज पर दिखेगा।'],
    Abandoned: ['आपने परीक्षा छोड़ दी', 'आपके उत्तर सहेजे हुए हैं। आगे बढ़ने के लिए अपने कॉलेज के पेज से परीक्षा फिर खोलें।'],
    Expired: ['समय समाप्त', 'इस परीक्षा के 20 मिनट पूरे हो गए। फिर कोशिश करने के लिए अपने कॉलेज के पेज से परीक्षा खोलें।'],
  },
} as const

const deadLinks = {
  used: 'This link was used already. Each link opens the test once.',
  replaced: 'This link was replaced by a newer one.',
  expired: 'This link has expired. Links work for 15 minutes.',
  unknown: 'We do not know this link.',
  open: '',
} satisfies Record<LinkState['state'], string>

/** The page a link opens. It uses nothing up: only its button does. */
export function begin(action: string, name: string): Response {
  return page(
    'en',
    words.en.title,
    `<h1>${words.en.title}</h1>
<p>Hello ${escape(name)}. This test has ${questions.length} questions and takes up to 20 minutes. It suggests courses; it does not decide your admission.</p>
<p>The link that brought you here works once. The clock starts when you press the button.</p>
<form method="post" action="${escape(action)}"><button class="main">Begin test</button></form>`,
  )
}

export function deadLink(state: LinkState['state']): Response {
  const heading = 'This link does not work any more'
  return page(
    'en',
    heading,
    `<h1>${heading}</h1><p>${deadLinks[state]}</p><p>Go back to your college’s page and start the test from there.</p>`,
    410,
  )
}

export function ended(status: 'Completed' | 'Abandoned' | 'Expired', language: Language): Response {
  const [heading, text] = words[language][status]
  return page(language, heading, `<h1>${heading}</h1><p>${text}</p><p>${words[language].back}</p>`)
}

export function notFound(): Response {
  return page(
    'en',
    'No such page',
    '<h1>No such page</h1><p>Go back to your college’s page and start the test from there.</p>',
    404,
  )
}

export function test(action: string, sitting: Sitting, now: Date): Response {
  const { language } = sitting
  const say = words[language]
  const clock = new Intl.DateTimeFormat('en-IN', { timeStyle: 'short', timeZone: 'Asia/Kolkata' }).format(
    new Date(sitting.deadlineAt),
  )
  const minutes = Math.max(1, Math.round(secondsLeftOf(sitting, now) / 60))
  return page(
    language,
    say.title,
    `<h1>${say.title}</h1>
<p class="clock">${say.left(minutes, escape(clock))}</p>
<p>${say.how}</p>
<p>${say.saved(Object.keys(sitting.answers).length)}</p>
<form method="post" action="${escape(action)}">
${questions.map((question, index) => fieldset(question, index + 1, sitting)).join('\n')}
<div class="buttons">
<button class="main" name="do" value="finish">${say.finish}</button>
<button name="do" value="save">${say.save}</button>
<button name="do" value="leave">${say.leave}</button>
<button name="do" value="${language === 'en' ? 'hi' : 'en'}" lang="${language === 'en' ? 'hi' : 'en'}">${say.other}</button>
</div>
</form>`,
  )
}

function fieldset(question: Question, number: number, { answers, language }: Sitting): string {
  const options = question.options.map(
    (option) =>
      `<label><input type="radio" name="${escape(question.id)}" value="${escape(option.id)}"${
        answers[question.id] === option.id ? ' checked' : ''
      }><span>${escape(option[language])}</span></label>`,
  )
  return `<fieldset><legend><small>${words[language].question(number)}</small>${escape(question[language])}</legend>${options.join('')}</fieldset>`
}

const escape = (text: string) =>
  text.replace(
    /[&<>"']/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign] ?? sign,
  )

function page(language: Language, title: string, body: string, status = 200): Response {
  const html = `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} · StudyHQ simulator</title><style>${style}</style></head>
<body><header lang="en"><strong>StudyHQ simulator: this is not StudyHQ</strong></header>
<main>${body}</main></body></html>`
  return new Response(html, { status, headers: pageHeaders })
}

const style = `
:root{color-scheme:light dark;--paper:#fffdf7;--ink:#1d1a14;--line:#8a8069;--key:#5b2a86;--on-key:#fff}
@media (prefers-color-scheme:dark){:root{--paper:#17151b;--ink:#f1edf6;--line:#8d8598;--key:#d9b8ff;--on-key:#1d0f2b}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.55 Georgia,'Noto Serif','Noto Sans Devanagari',serif}
header{background:repeating-linear-gradient(45deg,#ffd400 0 1rem,#ffe14d 1rem 2rem);color:#1d1a14;padding:.75rem 1rem;text-align:center;border-bottom:3px solid #1d1a14}
main{max-width:42rem;margin:0 auto;padding:1rem 1rem 3rem}
h1{font-size:1.6rem;line-height:1.25}
.clock{border-left:4px solid var(--key);padding-left:.75rem;font-weight:bold}
fieldset{border:1px solid var(--line);border-radius:.5rem;margin:0 0 1.25rem;padding:.5rem 1rem 1rem;min-width:0}
legend{float:left;width:100%;font-weight:bold;padding:.5rem 0}
legend+label{clear:both}
legend small{display:block;font-weight:normal}
label{display:flex;gap:.75rem;align-items:center;min-height:2.75rem;cursor:pointer}
input{width:1.25rem;height:1.25rem;flex:none;accent-color:var(--key)}
.buttons{display:flex;flex-wrap:wrap;gap:.75rem}
button{font:inherit;min-height:2.75rem;padding:.5rem 1.1rem;border:2px solid var(--key);border-radius:.5rem;background:transparent;color:var(--key);cursor:pointer}
button.main{background:var(--key);color:var(--on-key)}
:focus-visible{outline:3px solid var(--ink);outline-offset:2px}
@media (max-width:30rem){.buttons button{width:100%}}
`
