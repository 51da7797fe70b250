import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as choices from '@/lib/domain/applications/choices'
import { stepKinds, stepStates } from '@/lib/domain/journeys/definition'
import { messages } from '@/lib/platform/i18n/messages'
import {
  autosaveInput,
  checkPage,
  choosePreferenceInput,
  declarationFields,
  fieldsOf,
  formPages,
  isPageComplete,
  preferencesFrom,
  preferencesToAnswers,
  savePageInput,
  submitApplicationInput,
  type FormPage,
} from './schema'

const good: Record<FormPage, Record<string, string>> = {
  personal: { gender: '', category: 'general', motherName: 'Meena Rao', guardianName: 'S. Rao' },
  contact: {
    addressLine1: '12 MG Road',
    addressLine2: '',
    city: 'Pune',
    district: 'Pune',
    state: 'MH',
    pin: '411 001',
    guardianMobile: '',
  },
  'class-10': {
    class10Board: 'cbse',
    class10School: 'Kendriya Vidyalaya',
    class10Year: '2024',
    class10RollNumber: '12345678',
    class10Marking: 'percentage',
    class10Score: '87.4%',
  },
  'class-12': {
    class12Status: 'completed',
    class12Board: 'state',
    class12School: 'Fergusson',
    class12Stream: 'science_pcm',
    class12Year: '2026',
    class12RollNumber: 'm 123456',
    class12Percentage: '८१.५',
  },
  preferences: { preference1: 'cse', preference2: '', preference3: 'ece', preference4: '', preference5: '' },
  statement: { statement: 'I want to build bridges because my village lost one in the flood of 2019.' },
}
const errorsOf = (page: FormPage, some: Record<string, string>) => {
  const checked = checkPage(page, { ...good[page], ...some })
  return checked.ok ? {} : checked.errors
}

describe('the pages of the form', () => {
  test.each(formPages)('%s: good answers are complete, and the good answers name every field', (page) => {
    expect(errorsOf(page, {})).toEqual({})
    expect(Object.keys(good[page])).toEqual(fieldsOf(page))
  })

  test.each(formPages)('%s: an empty page is not complete', (page) =>
    expect(isPageComplete(page, {})).toBe(false),
  )

  test('answers are kept in one form', () => {
    expect(checkPage('contact', good.contact)).toMatchObject({ answers: { pin: '411001' } })
    expect(checkPage('class-10', good['class-10'])).toMatchObject({ answers: { class10Score: '87.4' } })
    expect(checkPage('class-12', good['class-12'])).toMatchObject({
      answers: { class12Percentage: '81.5', class12RollNumber: 'M123456' },
    })
  })

  test.each<[FormPage, Record<string, string>, Record<string, string>]>([
    ['personal', { category: 'royal' }, { category: 'category.required' }],
    ['personal', { motherName: 'M3ena' }, { motherName: 'motherName.invalid' }],
    ['contact', { pin: '011001' }, { pin: 'pin.invalid' }],
    ['contact', { pin: '' }, { pin: 'pin.required' }],
    ['contact', { state: 'XX' }, { state: 'state.required' }],
    ['contact', { guardianMobile: '12345' }, { guardianMobile: 'guardianMobile.invalid' }],
    ['class-10', { class10Score: '870' }, { class10Score: 'class10Score.notPercentage' }],
    ['class-10', { class10Marking: 'cgpa', class10Score: '11' }, { class10Score: 'class10Score.notCgpa' }],
    ['class-10', { class10Year: '2999' }, { class10Year: 'class10Year.inFuture' }],
    [
      'class-10',
      { class10Board: '', class10Score: '0' },
      { class10Board: 'class10Board.required', class10Score: 'class10Score.notPercentage' },
    ],
    ['class-12', { class12Percentage: '' }, { class12Percentage: 'class12Percentage.required' }],
    [
      'class-12',
      { class12School: '', class12RollNumber: '' },
      { class12School: 'class12School.required', class12RollNumber: 'class12RollNumber.required' },
    ],
    ['preferences', { preference1: '', preference3: '' }, { preference1: 'preferences.required' }],
    ['preferences', { preference2: 'cse' }, { preference2: 'preferences.repeated' }],
    ['statement', { statement: 'Too short.' }, { statement: 'statement.tooShort' }],
    ['statement', { statement: 'x'.repeat(1501) }, { statement: 'statement.tooLong' }],
  ])('%s with %o gets %o', (page, some, errors) => expect(errorsOf(page, some)).toEqual(errors))

  test('with the Class 12 result awaited neither marks nor roll number are asked, and next year is possible', () => {
    const awaited = {
      class12Status: 'awaited',
      class12Year: String(new Date().getUTCFullYear() + 1),
      class12RollNumber: '',
      class12Percentage: '',
    }
    expect(errorsOf('class-12', awaited)).toEqual({})
    expect(errorsOf('class-12', { ...awaited, class12Status: 'completed' })).toMatchObject({
      class12Year: 'class12Year.inFuture',
    })
  })

  test.each(['9876543210', '+91 98765 43210', '098765-43210'])(
    'the guardian mobile %s is accepted',
    (guardianMobile) => {
      expect(errorsOf('contact', { guardianMobile })).toEqual({})
    },
  )

  test('the length of a statement does not count carriage returns', () => {
    expect(errorsOf('statement', { statement: 'a line\r\n'.repeat(200) })).toEqual({})
  })

  test('preferences go from fields to a list and back', () => {
    expect(preferencesFrom(good.preferences)).toEqual(['cse', 'ece'])
    expect(preferencesFrom(preferencesToAnswers(['a', 'b', 'c']))).toEqual(['a', 'b', 'c'])
    expect(Object.keys(preferencesToAnswers([]))).toEqual(fieldsOf('preferences'))
  })
})

describe('saving', () => {
  const sent = {
    number: 'APP-27-7K3M9Q',
    page: 'contact',
    base: '{"city":"Pune","pin":"411001","evil":"x"}',
    focus: 'pin',
    city: 'Nashik',
    pin: 'not yet',
    intakeId: 'evil',
  }

  test('a draft is kept whatever it holds, and only the fields of its page', () => {
    expect(savePageInput.parse(sent)).toEqual({
      number: 'APP-27-7K3M9Q',
      page: 'contact',
      base: { city: 'Pune', pin: '411001' },
      typed: { city: 'Nashik', pin: 'not yet' },
      focus: 'pin',
      returnsToCheck: false,
      sent: {},
      leaves: false,
    })
  })

  test('a text that nobody touched does not look changed because a browser sends line ends its own way', () => {
    const { base, typed } = savePageInput.parse({
      ...{ number: 'APP-27-7K3M9Q', page: 'statement' },
      ...{ base: JSON.stringify({ statement: 'one\ntwo' }), statement: 'one\r\ntwo' },
    })
    expect(typed).toEqual(base)
  })

  test('a broken base or an unknown focus loses nothing typed', () => {
    expect(autosaveInput.parse({ ...sent, base: '{"city":', focus: 'nowhere' })).toMatchObject({
      base: {},
      typed: { city: 'Nashik', pin: 'not yet' },
      focus: null,
    })
    expect(autosaveInput.parse({ ...sent, base: 'null' })).toMatchObject({ base: {} })
  })

  test('a page that does not exist, and a text beyond all reason, are refused', () => {
    expect(savePageInput.safeParse({ ...sent, page: 'salary' }).success).toBe(false)
    expect(savePageInput.safeParse({ ...sent, city: 'x'.repeat(10_001) }).error?.issues).toMatchObject([
      { path: ['city'], message: 'tooLong' },
    ])
  })

  test('both boxes of the declaration must be ticked', () => {
    const submit = (boxes: object) =>
      submitApplicationInput
        .safeParse({ number: 'APP-27-7K3M9Q', ...boxes })
        .error?.issues.map((issue) => issue.message)
    expect(submit({})).toEqual(['declarationTrue.required', 'declarationTerms.required'])
    expect(submit({ declarationTrue: 'yes', declarationTerms: 'no' })).toEqual(['declarationTerms.required'])
    expect(submit({ declarationTrue: 'yes', declarationTerms: 'on' })).toBeUndefined()
  })

  test('only a programme id can be chosen', () => {
    expect(
      choosePreferenceInput.safeParse({ number: 'APP-27-7K3M9Q', programmeId: 'cse; drop' }).success,
    ).toBe(false)
  })
})

describe('the words of the form and the journey', () => {
  const at = (path: string): unknown =>
    path.split('.').reduce<unknown>((here, key) => new Map(Object.entries(here ?? {})).get(key), messages.en)
  const missing = (paths: string[]) => paths.filter((path) => typeof at(path) !== 'string')

  test('every page, field and choice has its words', () => {
    expect(missing(formPages.map((page) => `form.pages.${page}.title`))).toEqual([])
    expect(
      missing(
        formPages
          .flatMap(fieldsOf)
          .concat(declarationFields)
          .map((field) => `form.fields.${field}.label`),
      ),
    ).toEqual([])
    const lists = {
      gender: choices.genders,
      category: choices.categories,
      board: choices.boards,
      marking: choices.markings,
      class12_status: choices.class12Statuses,
      stream: choices.streams,
      state: choices.stateCodes,
    }
    expect(
      missing(
        Object.entries(lists).flatMap(([list, values]) =>
          values.map((value) => `form.options.${list}.${value}`),
        ),
      ),
    ).toEqual([])
    expect(choices.stateCodes).toHaveLength(36)
  })

  test('every step and state of a journey has its words', () => {
    expect(
      missing(
        stepKinds.flatMap((kind) => [
          `journey.steps.${kind}.name`,
          `journey.actions.${kind}`,
          `journey.next.${kind}`,
        ]),
      ),
    ).toEqual([])
    expect(missing(stepStates.map((state) => `journey.states.${state}`))).toEqual([])
  })

  test.each(['applications', 'applicants'])(
    'every complaint of lib/features/%s/schema.ts has a sentence',
    (feature) => {
      const source = readFileSync(`${import.meta.dirname}/../${feature}/schema.ts`, 'utf8')
      const keys = [
        ...source.matchAll(
          /'([A-Za-z0-9]+\.(?:required|invalid|tooLong|tooShort|inFuture|not[A-Z]\w+|repeated|unknown|common|missing))'/g,
        ),
      ]
      expect(keys.length).toBeGreaterThan(5)
      expect(missing(keys.map(([, key]) => `form.errors.${key}`))).toEqual([])
    },
  )

  test('every complaint that empty, endless or meaningless answers draw has a sentence', () => {
    const answers = ['', '!!', '9999', 'x'.repeat(2000)]
    const complaints = formPages.flatMap((page) =>
      answers.flatMap((answer) =>
        Object.values(errorsOf(page, Object.fromEntries(fieldsOf(page).map((field) => [field, answer])))),
      ),
    )
    expect(new Set(complaints).size).toBeGreaterThan(30)
    expect(missing(complaints.map((key) => `form.errors.${key}`))).toEqual([])
  })

  test('every complaint about a date of birth, a mobile or a password has a sentence', () => {
    const birth = ['required', 'incomplete', 'notReal', 'inFuture', 'tooYoung', 'tooOld'].map(
      (key) => `dateOfBirth.${key}`,
    )
    const mobile = ['required', 'invalid', 'notIndian', 'notMobile'].map((key) => `mobile.${key}`)
    const password = ['required', 'tooShort', 'tooLong', 'common'].map((key) => `password.${key}`)
    expect(missing([...birth, ...mobile, ...password].map((key) => `form.errors.${key}`))).toEqual([])
  })
})
