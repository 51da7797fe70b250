import { createTranslator } from 'next-intl'
import { describe, expect, test } from 'vitest'
import { refusalCodes } from '@/lib/domain/shared/refusals'
import { locales } from './locales'
import { messages, type Namespace, type Sentences } from './messages'
import { translatorFor } from './translate'

const namespaces = Object.keys(messages.en).filter((name): name is Namespace => name in messages.en)

/** `{ a: { b: 'x' } }` → `[['a.b', 'x']]` */
const flat = (sentences: Sentences, path = ''): [string, string][] =>
  Object.entries(sentences).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : flat(value, `${path}${key}.`),
  )

/** What a sentence must be filled with: `{name}`, `{n, plural, …}` and `<link>`; words inside plural arms do not count. */
function placeholders(sentence: string): string[] {
  const names = new Set([...sentence.matchAll(/<(\w+)>/g)].map(([tag]) => tag))
  const chosen: boolean[] = []
  for (const [token, name, rest] of sentence.matchAll(
    /\{\s*([\w-]*)\s*(,\s*(?:plural|select|selectordinal),)?|\}/g,
  )) {
    if (token === '}') chosen.pop()
    // Right inside a plural or select, a brace opens an arm, not a blank.
    else {
      if (!chosen.at(-1) && name) names.add(name)
      chosen.push(rest !== undefined)
    }
  }
  return [...names].sort()
}

describe.each(namespaces)('%s', (namespace) => {
  const english = flat(messages.en[namespace])
  const hindi = flat(messages.hi[namespace])

  test('says the same things in English and in Hindi', () => {
    expect(hindi.map(([key]) => key).sort()).toEqual(english.map(([key]) => key).sort())
  })

  test('has no empty sentence', () => {
    expect([...english, ...hindi].filter(([, sentence]) => sentence.trim() === '')).toEqual([])
  })

  test('fills the same blanks in both languages', () => {
    const blanks = (pairs: [string, string][]) =>
      Object.fromEntries(pairs.map(([key, sentence]) => [key, placeholders(sentence)]))
    expect(blanks(hindi)).toEqual(blanks(english))
  })

  test('is well-formed in both languages', () => {
    for (const locale of locales) {
      for (const [key, sentence] of flat(messages[locale][namespace])) {
        const filled = () => parses(locale, sentence)
        expect(filled, `${locale} ${namespace}.${key}`).not.toThrow()
      }
    }
  })
})

test.each(refusalCodes)('the refusal %s has a sentence in every language', (code) => {
  for (const locale of locales) expect(flat(messages[locale].refusals).map(([key]) => key)).toContain(code)
})

test('a letter with an unknown key is not sent', () => {
  expect(() => translatorFor('hi', 'mail')('no.such.sentence')).toThrow()
})

/** Throws when the sentence is not ICU; a blank left unfilled is not the sentence's fault. */
function parses(locale: (typeof locales)[number], sentence: string): void {
  const problems: string[] = []
  const onError = (error: { code: string; message: string }) =>
    problems.push(`${error.code} ${error.message}`)
  createTranslator({ locale, messages: { sentence }, onError })('sentence')
  const broken = problems.filter((problem) => problem.startsWith('INVALID_MESSAGE'))
  if (broken.length > 0) throw new Error(broken.join('; '))
}
