import type { Answers, FormPage, PageAnswers } from '../support/form'

/** What the portal (or the test and payment pages it leads to) told one person, as far as they saw it with their own eyes. */
export type Told = {
  number: string
  /** Answers that the portal said it had saved. */
  saved: Partial<Record<FormPage, Answers>>
  isSubmitted: boolean
  hasDecidedAtGateway: boolean
  receipt: string | null
  /** Start links that opened the test. */
  launches: number
  isTestFinished: boolean
  choice: string | null
  /** Steps that the journey home has shown as done. */
  done: Set<string>
}

export const nothingTold = (): Told => ({
  number: '',
  saved: {},
  isSubmitted: false,
  hasDecidedAtGateway: false,
  receipt: null,
  launches: 0,
  isTestFinished: false,
  choice: null,
  done: new Set(),
})

/** Something that was acknowledged is gone: no patience helps against that. */
export class Lost extends Error {}

/** Answers nobody else gives, so that a mix-up would show. */
export function ownAnswers(firstName: string, journey: 'A' | 'B'): Required<PageAnswers> {
  return {
    personal: {
      Category: 'General',
      'Mother’s name': `Sunita ${firstName}`,
      'Father’s or guardian’s name': `Ramesh ${firstName}`,
    },
    contact: {
      'House and street': `14 ${firstName} Road`,
      'City, town or village': 'Pune',
      District: 'Pune',
      'State or union territory': 'Maharashtra',
      'PIN code': '411001',
    },
    'class-10': {
      Board: 'CBSE',
      School: `${firstName} High School`,
      'Year of passing': '2023',
      'Roll number': '1234567',
      'How your result was given': 'As a percentage',
      Result: '87.4',
    },
    'class-12': {
      'Is your Class 12 result out?': 'Yes, it is out',
      Board: 'CBSE',
      'School or college': `${firstName} Junior College`,
      Stream: 'Science with mathematics (PCM)',
      'Year of passing': '2025',
      'Roll number': '7654321',
      Percentage: '81.5',
    },
    // In Option A the first choice stands there already: the recommended course.
    preferences:
      journey === 'A' ? { 'Second choice': 'B.Sc Data Science' } : { 'First choice': 'B.Sc Data Science' },
    statement: {
      'Your statement': `My name is ${firstName}. I like to find out what numbers say about people, and want to learn to do it well.`,
    },
  }
}

/** One question per page whose answer is typed alone first, to see it saved before anything is sent. */
export const savedWhileTyping: Partial<Record<FormPage, string>> = {
  personal: 'Mother’s name',
  contact: 'House and street',
  'class-10': 'School',
  statement: 'Your statement',
}

/** Typed words among the saved answers; what is chosen from a list is stored under another name. */
export const typedWords = ({ saved }: Told, firstName: string): string[] =>
  Object.values(saved).flatMap((answers) =>
    Object.values(answers).filter((answer) => answer.includes(firstName)),
  )
