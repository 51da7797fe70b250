import { mayBeSubmitted, secondsLeftOf } from './simulator-acts'
import type { Assessment, Section } from './simulator-assessments'
import { questionsOf, tests, type Language, type Question } from './simulator-questions'
import { page, pageHeaders, text } from './simulator-paper'
import { words } from './simulator-words'

export { pageHeaders }

export const isWebAddress = (url: string) => /^https?:\/\//.test(url) && URL.canParse(url)

/** Where the candidate is: running section, privacy page, overview or the end. */
export function current(action: string, assessment: Assessment, now: Date): Response {
  const { submittedAt, sections, isShort, hasAgreed } = assessment
  const running = sections.find(({ state }) => state === 'In Progress')
  if (running) return section(action, assessment, running, now)
  if (submittedAt !== null && sections.every(({ state }) => state === 'Completed'))
    return submitted(assessment)
  return isShort || hasAgreed ? overview(action, assessment) : privacy(action, assessment)
}

function privacy(action: string, assessment: Assessment): Response {
  const say = words[assessment.language]
  return sheet(
    assessment,
    say.privacy.title,
    `<h1>${say.privacy.title}</h1>
<p>${say.hello(text(assessment.name))}</p>
${say.privacy.lines.map((line) => `<p>${line}</p>`).join('\n')}
<form method="post" action="${text(action)}"><div class="buttons">
<button class="main" name="do" value="agree">${say.privacy.agree}</button>
${languageButton(assessment.language)}</div></form>`,
  )
}

function overview(action: string, assessment: Assessment): Response {
  const { language, sections } = assessment
  const say = words[language]
  const rows = sections.map((one) => overviewRow(one, language)).join('\n')
  const submit = `<p>${say.overview.allDone}</p><button class="main" name="do" value="submit">${say.overview.submit}</button>`
  return sheet(
    assessment,
    say.overview.title,
    `<h1>${say.overview.title}</h1><p>${say.overview.how}</p>
<form method="post" action="${text(action)}"><ol class="sections">
${rows}
</ol><div class="buttons">${mayBeSubmitted(assessment) ? submit : ''}${languageButton(language)}</div></form>`,
  )
}

function overviewRow(one: Section, language: Language): string {
  const say = words[language]
  const title = titleOf(one, language)
  const verb = one.state === 'Awaiting Resume' ? say.overview.resume : say.overview.start
  const button =
    one.state === 'Completed'
      ? ''
      : `<button class="main" name="do" value="start:${one.id}">${verb(title)}</button>`
  return `<li><strong>${title}</strong> <span>${say.overview.minutes(Math.max(1, Math.round(one.secondsLeft / 60)))} · ${say.states[one.state]}</span>${button}</li>`
}

function section(action: string, assessment: Assessment, running: Section, now: Date): Response {
  const { language } = assessment
  const say = words[language]
  const asked = questionsOf(running.test, running.verifies !== null)
  const clock = new Intl.DateTimeFormat('en-IN', { timeStyle: 'short', timeZone: 'Asia/Kolkata' }).format(
    new Date(running.deadlineAt ?? now),
  )
  const minutes = Math.max(1, Math.round(secondsLeftOf(running, now) / 60))
  const title = titleOf(running, language)
  return sheet(
    assessment,
    title,
    `<h1>${title}</h1>
<p class="clock">${say.section.left(minutes, text(clock))}</p>
<p>${say.section.how}</p>
<p>${say.section.saved(Object.keys(running.answers).length, asked.length)}</p>
<form method="post" action="${text(action)}">
${asked.map((question, index) => fieldset(question, index + 1, asked.length, running, language)).join('\n')}
<div class="buttons">
<button class="main" name="do" value="finish">${say.section.finish}</button>
<button name="do" value="save">${say.section.save}</button>
<button name="do" value="leave">${say.section.leave}</button>
${languageButton(language)}
</div></form>`,
  )
}

function fieldset(
  question: Question,
  number: number,
  of: number,
  { answers }: Section,
  language: Language,
): string {
  const options = question.options.map(
    (option) =>
      `<label><input type="radio" name="${text(question.id)}" value="${text(option.id)}"${
        answers[question.id] === option.id ? ' checked' : ''
      }><span>${text(option[language])}</span></label>`,
  )
  return `<fieldset><legend><small>${words[language].section.question(number, of)}</small>${text(question[language])}</legend>${options.join('')}</fieldset>`
}

/** After leaving: nothing to press, the way back in is a fresh start from the portal. */
export function left(assessment: Assessment): Response {
  const { title, text: told } = words[assessment.language].left
  return sheet(assessment, title, `<h1>${title}</h1><p>${told}</p>`)
}

function submitted(assessment: Assessment): Response {
  const say = words[assessment.language].submitted
  const isSentBack = isWebAddress(assessment.redirectUrl) && assessment.fault !== 'no-redirect'
  const back = isSentBack ? `<p><a href="${text(assessment.redirectUrl)}">${say.back}</a></p>` : ''
  return sheet(assessment, say.title, `<h1>${say.title}</h1><p>${say.text}</p>${back}`)
}

const deadLogins = {
  used: 'This link was used already. Each link logs you in once.',
  expired: 'This link has expired. Links work for five minutes.',
  unknown: 'We do not know this link.',
}

export function deadLogin(why: keyof typeof deadLogins): Response {
  const heading = 'This link does not work any more'
  const body = `<h1>${heading}</h1><p>${deadLogins[why]}</p><p>Go back to your college’s page and start the test from there.</p>`
  return page('en', heading, body, { status: 410 })
}

export const home = () =>
  page(
    'en',
    'Home',
    '<h1>Home page</h1><p>Candidates without a way back end up here. You can close this tab.</p>',
  )

export function notFound(): Response {
  const heading = 'No such page'
  const body = `<h1>${heading}</h1><p>Go back to your college’s page and start the test from there.</p>`
  return page('en', heading, body, { status: 404 })
}

const titleOf = ({ test, verifies }: Section, language: Language) =>
  verifies === null ? tests[test].title[language] : words[language].verification(tests[test].title[language])

function languageButton(language: Language): string {
  const other = language === 'en' ? 'hi' : 'en'
  return `<button name="do" value="${other}" lang="${other}">${words[language].other}</button>`
}

/** A page of this candidate: its forms may end where the candidate is sent in the end. */
const sheet = ({ language, redirectUrl }: Assessment, title: string, body: string) =>
  page(language, title, body, { leadsTo: isWebAddress(redirectUrl) ? new URL(redirectUrl).origin : '' })
