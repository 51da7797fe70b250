import type { z } from 'zod'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { SettingField } from '@/lib/providers/assessments/contract'
import { type SaveConnectionInput, secretControl, settingControl } from '../schema'

export type RawSettings = Record<string, unknown>

/** What of a provider's front door reading a settings form needs. */
export type SettingsDoor = {
  config: z.ZodType<unknown>
  fields: readonly SettingField[]
  secretFields: readonly string[]
}

/**
 * A settings form over what is saved: an empty secret keeps the saved one, an empty setting goes back to the provider's own
 * default, a switch that is not sent is off. The provider's own schema has the last word, and its normal form is what is
 * returned. Refuses with one reason for each field that it does not accept.
 */
export function readSettings(
  door: SettingsDoor,
  saved: RawSettings,
  typed: Pick<SaveConnectionInput, 'settings' | 'secrets' | 'forgotten'>,
  allowInsecure: boolean,
): Result<RawSettings> {
  const raw: RawSettings = { ...saved }
  delete raw.allowInsecure
  for (const field of door.fields) {
    const value = isSecret(door, field) ? secretOf(field, saved, typed) : settingOf(field, typed.settings)
    if (value === undefined) delete raw[field.name]
    else raw[field.name] = value
  }
  const parsed = door.config.safeParse({ ...raw, allowInsecure })
  if (!parsed.success) return refusalOf(door, raw, parsed.error)
  const normal = parsed.data as RawSettings
  return ok(Object.fromEntries(Object.keys(raw).map((name) => [name, normal[name] ?? raw[name]])))
}

export const isSecret = (door: Pick<SettingsDoor, 'secretFields'>, { name, kind }: SettingField): boolean =>
  kind === 'secret' || door.secretFields.includes(name)

function secretOf(
  { name }: SettingField,
  saved: RawSettings,
  { secrets, forgotten }: Pick<SaveConnectionInput, 'secrets' | 'forgotten'>,
): unknown {
  const given = secrets[name]?.trim()
  if (given) return given
  return forgotten.includes(name) ? undefined : saved[name]
}

function settingOf({ name, kind }: SettingField, settings: Record<string, string>): unknown {
  const given = settings[name]?.trim() ?? ''
  if (kind === 'switch') return given !== ''
  if (given === '') return undefined
  return kind === 'number' && /^-?\d+$/.test(given) ? Number(given) : given
}

function refusalOf(door: SettingsDoor, raw: RawSettings, error: z.ZodError): Result<never> {
  const fields: Record<string, string> = {}
  const params: Record<string, number> = {}
  for (const issue of error.issues) {
    const field = door.fields.find(({ name }) => name === issue.path[0])
    const control = field
      ? isSecret(door, field)
        ? secretControl(field.name)
        : settingControl(field.name)
      : 'label'
    if (fields[control]) continue
    fields[control] = reasonOf(field, issue, raw)
    const limit =
      issue.code === 'too_small' ? issue.minimum : issue.code === 'too_big' ? issue.maximum : undefined
    if (limit !== undefined) params[`${control}.limit`] = Number(limit)
  }
  return refuse('invalid_input', { fields, params })
}

/** Why a field was not accepted: a key of `connections.errors`. */
function reasonOf(field: SettingField | undefined, issue: z.core.$ZodIssue, raw: RawSettings): string {
  if (!field) return 'invalid'
  if (raw[field.name] === undefined) return 'required'
  if (field.kind === 'address' && /not among/.test(issue.message)) return 'address_not_listed'
  if (field.kind === 'address' || field.kind === 'hosts' || field.kind === 'words' || field.kind === 'choice')
    return field.kind
  if (field.kind === 'number')
    return issue.code === 'too_small' || issue.code === 'too_big' ? issue.code : 'number'
  return issue.code === 'too_big' ? 'too_long' : issue.code === 'too_small' ? 'required' : 'invalid'
}
