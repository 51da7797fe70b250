import type { SettingField } from '@/lib/providers/assessments/contract'
import { type RawSettings, type SettingsDoor, isSecret } from '../commands/read-settings'

/** One setting as the form shows it. Of a secret there is no value, only whether one is saved. */
export type ShownField = SettingField & {
  isSecret: boolean
  isRequired: boolean
  /** What stands in the control; empty for a secret. */
  value: string
  isOn: boolean
  /** A secret: one is saved. */
  isSaved: boolean
  /** What holds when the control is left empty; null when it must be filled in, or for a secret. */
  whenEmpty: string | null
}

/** The form of a provider's settings over what is saved, and which settings its schema does not accept as they are. */
export function describeFields(
  door: SettingsDoor,
  saved: RawSettings,
  allowInsecure: boolean,
): { fields: ShownField[]; missing: string[] } {
  const { defaults, required } = defaultsOf(door, saved, allowInsecure)
  const parsed = door.config.safeParse({ ...saved, allowInsecure })
  const missing = parsed.success ? [] : [...new Set(parsed.error.issues.map(({ path }) => String(path[0])))]
  const normal = parsed.success ? (parsed.data as RawSettings) : saved
  return {
    missing,
    fields: door.fields.map((field) => {
      const secret = isSecret(door, field)
      const has = Object.hasOwn(saved, field.name)
      const value = has ? (normal[field.name] ?? saved[field.name]) : undefined
      const fallback = defaults[field.name]
      return {
        ...field,
        isSecret: secret,
        isRequired: required.includes(field.name),
        value: secret ? '' : textOf(field, field.kind === 'choice' ? (value ?? fallback) : value),
        isOn: field.kind === 'switch' && isYes(value ?? fallback),
        isSaved: secret && typeof value === 'string' && value !== '',
        whenEmpty: secret || field.kind === 'switch' ? null : textOf(field, fallback) || null,
      }
    }),
  }
}

const stopgaps: Partial<Record<SettingField['kind'], string>> = {
  address: 'https://tests.example.com',
  hosts: 'tests.example.com',
  number: '1000',
}

/**
 * What the provider's schema puts in place of settings that are left out. Those it insists on are given a stopgap until
 * the rest can be read; they are the required ones. What chooses among the defaults (a version) is taken as it is saved.
 */
function defaultsOf(
  { config, fields }: SettingsDoor,
  saved: RawSettings,
  allowInsecure: boolean,
): { defaults: RawSettings; required: string[] } {
  const chosen = fields.filter(({ name, kind }) => kind === 'choice' && Object.hasOwn(saved, name))
  const given: RawSettings = Object.fromEntries(chosen.map(({ name }) => [name, saved[name]]))
  const required: string[] = []
  for (;;) {
    const parsed = config.safeParse({ ...given, allowInsecure })
    if (parsed.success) {
      const all = Object.entries(parsed.data as RawSettings)
      return { defaults: Object.fromEntries(all.filter(([name]) => !required.includes(name))), required }
    }
    const lacking = parsed.error.issues
      .map(({ path }) => fields.find(({ name }) => name === path[0]))
      .find((field) => field && !required.includes(field.name))
    if (!lacking) return { defaults: {}, required }
    required.push(lacking.name)
    given[lacking.name] = lacking.options?.[0] ?? stopgaps[lacking.kind] ?? '1'
  }
}

const isYes = (value: unknown) => value === true || /^(?:yes|true|on|1)$/i.test(String(value))

/** A setting as somebody would type it: lists one on each line, pairs as `theirs = ours`. */
function textOf({ kind }: SettingField, value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.join('\n')
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([theirs, ours]) => `${theirs} = ${String(ours)}`)
      .join('\n')
  const text = String(value)
  return kind === 'hosts' ? text.split(/[\s,;]+/).join('\n') : text
}
