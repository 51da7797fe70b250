import type { Assessment, Section } from './simulator-assessments'
import type { Fault } from './simulator-faults'
import { questionsOf } from './simulator-questions'

export type Act =
  | { do: 'agree' }
  | { do: 'submit' }
  | { do: 'start'; sectionId: number }
  | { do: 'save' | 'finish' | 'leave' | 'en' | 'hi'; answers: URLSearchParams }

/** What a candidate does on the pages. Whatever does not fit the state of things changes nothing. */
export function acted(assessment: Assessment, act: Act, now: Date, fault: Fault | null): Assessment {
  if (act.do === 'agree') return { ...assessment, hasAgreed: true }
  if (act.do === 'start') return begun(assessment, act.sectionId, now)
  if (act.do === 'submit')
    return submitted(assessment, fault === 'early-redirect' ? secondsFrom(now, 600) : now.toISOString())
  const language = act.do === 'hi' || act.do === 'en' ? act.do : assessment.language
  const running = assessment.sections.find(({ state }) => state === 'In Progress')
  if (!running) return { ...assessment, language }
  const answered = { ...running, answers: { ...running.answers, ...answersIn(running, act.answers) } }
  const next = { ...assessment, language, sections: replaced(assessment, stopped(answered, act.do, now)) }
  return act.do === 'finish' && assessment.isShort ? begunNext(next, now) : next
}

/** With the short journey the next unfinished section begins by itself. */
export function begunNext(assessment: Assessment, now: Date): Assessment {
  if (assessment.sections.some(({ state }) => state === 'In Progress')) return assessment
  const next = assessment.sections.find(({ state }) => state !== 'Completed')
  return next ? begun(assessment, next.id, now) : assessment
}

function begun(assessment: Assessment, sectionId: number, now: Date): Assessment {
  const section = assessment.sections.find(({ id }) => id === sectionId)
  const isBusy = assessment.sections.some(({ state }) => state === 'In Progress')
  if (!section || isBusy || section.state === 'Completed') return assessment
  return {
    ...assessment,
    sections: replaced(assessment, {
      ...section,
      state: 'In Progress',
      startedAt: now.toISOString(),
      deadlineAt: secondsFrom(now, Math.max(60, section.secondsLeft)),
    }),
  }
}

function stopped(section: Section, how: 'save' | 'finish' | 'leave' | 'en' | 'hi', now: Date): Section {
  if (how !== 'finish' && how !== 'leave') return section
  const spent = section.startedAt ? (now.getTime() - new Date(section.startedAt).getTime()) / 1000 : 0
  const secondsUsed = section.secondsUsed + Math.round(spent)
  const secondsLeft = secondsLeftOf(section, now)
  return how === 'finish'
    ? { ...section, state: 'Completed', endedAt: now.toISOString(), secondsUsed, secondsLeft }
    : { ...section, state: 'Awaiting Resume', deadlineAt: null, secondsUsed, secondsLeft }
}

/** Verification sections are no part of what is handed in. */
export const mayBeSubmitted = ({ submittedAt, sections }: Assessment) =>
  submittedAt === null && sections.every(({ state, verifies }) => state === 'Completed' || verifies !== null)

const submitted = (assessment: Assessment, at: string): Assessment =>
  mayBeSubmitted(assessment) ? { ...assessment, submittedAt: at } : assessment

export const secondsLeftOf = ({ deadlineAt, secondsLeft }: Section, now: Date) =>
  deadlineAt === null
    ? secondsLeft
    : Math.max(0, Math.ceil((new Date(deadlineAt).getTime() - now.getTime()) / 1000))

const replaced = ({ sections }: Assessment, changed: Section) =>
  sections.map((section) => (section.id === changed.id ? changed : section))

function answersIn(section: Section, form: URLSearchParams): Record<string, string> {
  return Object.fromEntries(
    questionsOf(section.test, section.verifies !== null).flatMap(({ id, options }) => {
      const chosen = options.find((option) => option.id === form.get(id))
      return chosen ? [[id, chosen.id]] : []
    }),
  )
}

export const secondsFrom = (now: Date, seconds: number) =>
  new Date(now.getTime() + seconds * 1000).toISOString()
