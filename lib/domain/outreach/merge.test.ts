import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fieldsIn, mergeFields, mergeProblems, merged, type MergeValues } from './merge'

const values = Object.fromEntries(mergeFields.map((field) => [field, `<${field}>`])) as MergeValues

describe('a letter with merge fields', () => {
  test('is filled for its reader', () => {
    expect(merged('Dear {{applicant_name}}, your {{ fee }} is due.', values)).toBe(
      'Dear <applicant_name>, your <fee> is due.',
    )
  })

  test('a name that itself looks like a field stays what the person typed', () => {
    expect(merged('Dear {{applicant_name}}', { ...values, applicant_name: '{{fee}} $& $1' })).toBe(
      'Dear {{fee}} $& $1',
    )
  })

  test('a field that does not exist is told, each once, and so is a brace left open', () => {
    expect(mergeProblems('{{surname}} {{surname}} {{applicant_name}')).toEqual([
      { kind: 'unknown_field', name: 'surname' },
      { kind: 'open_brace' },
    ])
    expect(mergeProblems('नमस्ते {{applicant_name}} { यह ठीक है }')).toEqual([])
  })

  test('the fields it uses are listed in their order', () => {
    expect(fieldsIn('{{fee}} {{link}} {{fee}}')).toEqual(['fee', 'link'])
  })

  test('whatever has no problem can be filled, and leaves no field behind', () => {
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom(...mergeFields.map((field) => `{{${field}}}`)),
      fc.constant('{{'),
    )
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const text = parts.join('')
        if (mergeProblems(text).length > 0) return
        expect(fieldsIn(merged(text, values))).toEqual([])
      }),
    )
  })
})
