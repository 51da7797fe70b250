import { expect, test } from 'vitest'
import { type ChecklistFacts, checklistOf } from './checklist'

const steps: ChecklistFacts['steps'] = [
  { kind: 'verify_email', state: 'done' },
  { kind: 'form', state: 'in_progress' },
  { kind: 'fee', state: 'available' },
  { kind: 'assessment', state: 'locked' },
  { kind: 'review', state: 'locked' },
]
const facts: ChecklistFacts = {
  steps,
  pages: [
    { page: 'personal', isComplete: true, fields: ['motherName'] },
    { page: 'statement', isComplete: false, fields: ['statement'] },
  ],
  isFeeSettled: false,
  isFeeWaived: false,
  asked: [],
  documents: [],
}
const states = (changes: Partial<ChecklistFacts>) =>
  checklistOf({ ...facts, ...changes }).map(({ kind, name, state }) => `${name ?? kind}: ${state}`)
const withFee = (state: ChecklistFacts['steps'][number]['state']) =>
  steps.map((step) => (step.kind === 'fee' ? { ...step, state } : step))

test('what an application must bring stands in the order of its journey', () => {
  expect(states({})).toEqual([
    'email: verified',
    'personal: received',
    'statement: not_received',
    'fee: not_received',
    'assessment: not_received',
  ])
})

test('a fee is verified when it is settled, waived when it is waived, looked into while the bank is asked', () => {
  expect(states({ isFeeSettled: true })).toContain('fee: verified')
  expect(states({ isFeeWaived: true, steps: withFee('skipped') })).toContain('fee: waived')
  expect(states({ steps: withFee('waiting') })).toContain('fee: under_verification')
})

test('a fee that is not asked is not on the list', () => {
  expect(states({ steps: withFee('skipped') }).join()).not.toContain('fee')
})

test('a question to the applicant shows at the page it is about, and at a document that has not come', () => {
  const asked = [
    { field: 'motherName', documentName: null },
    { field: null, documentName: 'Class 12 marksheet' },
  ]
  expect(states({ asked })).toEqual(
    expect.arrayContaining(['personal: query_raised', 'Class 12 marksheet: query_raised']),
  )
})

test('a document that came stands with what staff found', () => {
  const documents = [{ name: 'Class 12 marksheet', state: 'rejected' as const }]
  const asked = [{ field: null, documentName: 'Class 12 marksheet' }]
  expect(states({ documents, asked }).slice(-1)).toEqual(['Class 12 marksheet: rejected'])
})
