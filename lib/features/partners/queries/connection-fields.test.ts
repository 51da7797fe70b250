import { describe, expect, test } from 'vitest'
import { messages } from '@/lib/platform/i18n/messages'
import { assessmentProviders } from '@/lib/providers/assessments/registry'
import { paymentGateways } from '@/lib/providers/payments/registry'
import { type SettingsDoor, isSecret, readSettings } from '../commands/read-settings'
import { describeFields } from './connection-fields'

const doors: [string, SettingsDoor][] = Object.entries({ ...assessmentProviders, ...paymentGateways })

/** What somebody types who fills in only what must be. */
function filledIn(door: SettingsDoor) {
  const settings: Record<string, string> = {}
  const secrets: Record<string, string> = {}
  for (const field of describeFields(door, {}, false).fields) {
    if (field.kind === 'switch' && field.isOn) settings[field.name] = 'yes'
    if (!field.isRequired) continue
    if (field.isSecret) secrets[field.name] = 'kept-to-ourselves'
    else settings[field.name] = field.kind === 'address' ? 'https://tests.example.com' : '27'
  }
  return { settings, secrets, forgotten: [] }
}

describe.each(doors)('the settings form of %s', (provider, door) => {
  test('says which answers it insists on, and takes the rest from the provider’s own defaults', () => {
    const saved = readSettings(door, {}, filledIn(door), false)
    expect(saved).toMatchObject({ ok: true })
    expect(describeFields(door, {}, false).fields.some(({ isRequired }) => isRequired)).toBe(true)
  })

  test('saved as it is shown, it changes nothing', () => {
    const saved = readSettings(door, {}, filledIn(door), false)
    if (!saved.ok) throw new Error('not saved')
    const shown = describeFields(door, saved.value, false)
    expect(shown.missing).toEqual([])
    const asShown = shown.fields.flatMap(({ name, kind, value, isOn, isSecret: secret }) =>
      secret || (kind === 'switch' ? !isOn : value === '') ? [] : [[name, kind === 'switch' ? 'yes' : value]],
    )
    const again = readSettings(
      door,
      saved.value,
      { settings: Object.fromEntries(asShown) as Record<string, string>, secrets: {}, forgotten: [] },
      false,
    )
    expect(again.ok && describeFields(door, again.value, false)).toEqual({
      ...shown,
      fields: shown.fields.map((field) => expect.objectContaining({ name: field.name, value: field.value })),
    })
  })

  test('never shows a secret', () => {
    const saved = readSettings(door, {}, filledIn(door), false)
    const shown = describeFields(door, saved.ok ? saved.value : {}, false)
    expect(JSON.stringify(shown)).not.toContain('kept-to-ourselves')
    expect(shown.fields.some(({ isSaved }) => isSaved)).toBe(true)
  })

  test('asks for every secret by a control that is never given back', () => {
    for (const name of door.secretFields)
      expect(door.fields.filter((field) => field.name === name && isSecret(door, field))).toHaveLength(1)
  })

  test.each(['en', 'hi'] as const)(
    'has a label and a hint for every field, and a word for every choice, in %s',
    (locale) => {
      const texts = messages[locale].connections.fields as Record<
        string,
        Record<string, { label?: string; hint?: string; options?: Record<string, string> }>
      >
      for (const { name, kind, options = [] } of door.fields) {
        const said = texts[provider]?.[name]
        expect(said, name).toMatchObject({ label: expect.any(String), hint: expect.any(String) })
        if (kind === 'choice')
          expect(Object.keys(said?.options ?? {}).sort(), name).toEqual([...options].sort())
      }
    },
  )
})
