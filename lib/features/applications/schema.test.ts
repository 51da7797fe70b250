import { describe, expect, test } from 'vitest'
import {
  autosaveInput,
  checkPage,
  choosePreferenceInput,
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
    })
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
