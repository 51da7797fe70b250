import { describe, expect, test } from 'vitest'
import { blackedOut, candidateCode, isBlindFor, isShownBlind, withoutIdentity } from './blind'
import { documentTypeOf } from './document-type'
import { mentionsIn } from './mentions'

describe('a blind stage', () => {
  test('hides the person from reviewers, and only there', () => {
    expect(isBlindFor('reviewer', { isBlind: true })).toBe(true)
    expect(isBlindFor('reviewer', { isBlind: false })).toBe(false)
    expect(isBlindFor('reviewer', null)).toBe(false)
    expect(isBlindFor('admissions_officer', { isBlind: true })).toBe(false)
  })
  test('leaves a code of the application number', () => {
    expect(candidateCode('APP-27-7K3M9Q')).toBe('7K3M9Q')
  })
  test('shows marks and the statement, not the person, the family, the address or the school', () => {
    expect(isShownBlind('class-10', 'class10Score')).toBe(true)
    expect(isShownBlind('statement', 'statement')).toBe(true)
    for (const [page, field] of [
      ['personal', 'gender'],
      ['personal', 'category'],
      ['contact', 'city'],
      ['class-10', 'class10RollNumber'],
      ['class-12', 'class12School'],
    ] as const)
      expect(isShownBlind(page, field), field).toBe(false)
  })
  test('blackens names, addresses and numbers in free text, in every script, and leaves other words', () => {
    const identity = ['Asha Verma', 'asha@sandbox.test', '+919810000001', 'मीना वर्मा']
    const said = withoutIdentity(
      'I am ASHA verma (asha@sandbox.test, 9810000001). माँ मीना वर्मा हैं। Ashanti is no name of mine.',
      identity,
    )
    expect(said).toBe(
      `I am ${blackedOut} ${blackedOut} (${blackedOut}, ${blackedOut}). माँ ${blackedOut} ${blackedOut} हैं। Ashanti is no name of mine.`,
    )
  })
})

test('a document is what its bytes say, not what its name says', () => {
  const bytes = (text: string) => new TextEncoder().encode(text)
  expect(documentTypeOf(bytes('%PDF-1.7 …'))).toBe('application/pdf')
  expect(documentTypeOf(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))).toBe('image/jpeg')
  expect(documentTypeOf(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a))).toBe('image/png')
  expect(documentTypeOf(bytes('<html><script>'))).toBeNull()
  expect(documentTypeOf(bytes('GIF89a'))).toBeNull()
  expect(documentTypeOf(new Uint8Array())).toBeNull()
})

test('a mention is a colleague’s whole name after @, the longer of two that begin alike', () => {
  const colleagues = [
    { id: 'anil', fullName: 'Anil Kumar' },
    { id: 'anil-p', fullName: 'Anil Kumar Pandey' },
    { id: 'leela', fullName: 'लीला राव' },
  ]
  expect(mentionsIn('Please look, @anil kumar pandey and @लीला राव!', colleagues)).toEqual([
    'anil-p',
    'leela',
  ])
  expect(mentionsIn('@Anil Kumar: and again @Anil Kumar', colleagues)).toEqual(['anil'])
  expect(mentionsIn('@Anil Kumaran, mail me at x@Anil', colleagues)).toEqual([])
})
