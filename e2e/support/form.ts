import { expect, type Page } from '@playwright/test'

/** The question pages in order. */
export const formPages = ['personal', 'contact', 'class-10', 'class-12', 'preferences', 'statement'] as const
export type FormPage = (typeof formPages)[number]

/** Question → answer, both as printed. */
export type Answers = Record<string, string>
/** Answers that differ from the usual ones, page by page. */
export type PageAnswers = Partial<Record<FormPage, Answers>>

/** Complete and right answers. Preferences are filled by whoever knows the intake's programmes. */
export const usualAnswers: Record<FormPage, Answers> = {
  personal: {
    Category: 'General',
    'Mother’s name': 'Sunita Testwala',
    'Father’s or guardian’s name': 'Ramesh Testwala',
  },
  contact: {
    'House and street': '14 Lake Road',
    'City, town or village': 'Pune',
    District: 'Pune',
    'State or union territory': 'Maharashtra',
    'PIN code': '411001',
  },
  'class-10': {
    Board: 'CBSE',
    School: 'Model High School',
    'Year of passing': '2023',
    'Roll number': '1234567',
    'How your result was given': 'As a percentage',
    Result: '87.4',
  },
  'class-12': {
    'Is your Class 12 result out?': 'Yes, it is out',
    Board: 'CBSE',
    'School or college': 'Model Junior College',
    Stream: 'Science with mathematics (PCM)',
    'Year of passing': '2025',
    'Roll number': '7654321',
    Percentage: '81.5',
  },
  preferences: { 'First choice': 'B.Sc Data Science' },
  statement: {
    'Your statement': 'I like to find out what numbers say about people, and I want to learn to do it well.',
  },
}

export const answersOf = (page: FormPage, changes: PageAnswers): Answers =>
  changes[page] ?? usualAnswers[page]

/** Answers questions by their printed words, whatever the control: box, list or choices. */
export async function fillsPage(page: Page, answers: Answers): Promise<void> {
  for (const [question, answer] of Object.entries(answers)) await answersQuestion(page, question, answer)
}

async function answersQuestion(page: Page, question: string, answer: string): Promise<void> {
  const name = new RegExp(`^${question.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}( \\(optional\\))?$`)
  const list = page.getByRole('combobox', { name })
  const choices = page.getByRole('radiogroup', { name })
  const control = list.or(choices).or(page.getByRole('textbox', { name }))
  await expect(control).toBeVisible()
  if (await choices.count()) return choices.getByRole('radio', { name: answer, exact: true }).check()
  if (await list.count()) return void (await list.selectOption({ label: answer }))
  await control.fill(answer)
}
