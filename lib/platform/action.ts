import { randomUUID } from 'node:crypto'
import { redirect } from 'next/navigation'
import type { z } from 'zod'
import type { Permission } from '@/lib/domain/partners/permissions'
import { type Refusal, type Result, refuse } from '@/lib/domain/shared/result'
import type { Applicant, Staff, Visitor } from './auth/actors'
import { findApplicant, findShutOut, findStaff, visitor } from './auth/current'
import { currentTime } from './clock'
import type { Ctx } from './context'
import { log } from './log'
import { ProviderError, providerRefusal } from './provider-error'
import { type RateLimit, takeTry } from './rate-limit'
import { isSameOrigin, requestAddress } from './request'

type ActorFor<As> = As extends 'visitor'
  ? Visitor
  : As extends 'applicant'
    ? Applicant
    : As extends Permission
      ? Staff<As>
      : never

/** What a form gets back: the value, or a refusal together with everything typed (passwords excepted). */
export type ActionResult<T = unknown> =
  { ok: true; value: T } | { ok: false; refusal: Refusal; typed: Record<string, string> }

export type FormAction<T = unknown> = (
  previous: ActionResult<T> | null,
  form: FormData,
) => Promise<ActionResult<T>>

type ActionDefinition<As extends 'visitor' | 'applicant' | Permission, Input, T> = {
  /** The verb, for its rate limit and the log, e.g. `register`. */
  name: string
  /** Who may call it: anyone, a signed-in applicant, or staff with this permission. */
  as: As
  input: z.ZodType<Input>
  run: (ctx: Ctx<ActorFor<As>>, input: Input) => Promise<Result<T>>
  /** Path to go to after success; without it the value is returned to the form. */
  then?: (value: T, input: Input) => string
  /** Tries per account (per address for visitors). Default 60 a minute. */
  limit?: RateLimit
  /**
   * Called when the session has run out by idleness or age (never when it was revoked), or the privacy notice has to be
   * agreed to first, with the owner of that session: keeps what was typed and returns the path to sign in at.
   */
  whenShutOut?: (
    owner: { partnerId: string; accountId: string },
    typed: Record<string, string>,
  ) => Promise<string>
}

/**
 * The only way a browser reaches a command: same-origin check, actor, rate limit, zod, one command, typed result.
 * Unexpected exceptions become `try_again` and are logged; Next's redirects pass through.
 */
export function defineAction<As extends 'visitor' | 'applicant' | Permission, Input, T>(
  definition: ActionDefinition<As, Input, T>,
): FormAction<T> {
  return async (_previous, form) => {
    const typed = typedText(form)
    const result = await attempt(definition, form, typed)
    if ('goTo' in result) redirect(result.goTo)
    return result
  }
}

async function attempt<As extends 'visitor' | 'applicant' | Permission, Input, T>(
  definition: ActionDefinition<As, Input, T>,
  form: FormData,
  typed: Record<string, string>,
): Promise<ActionResult<T> | { goTo: string }> {
  const refused = (refusal: Refusal): ActionResult<T> => ({ ok: false, refusal, typed })
  try {
    if (!(await isSameOrigin())) return refused(refuse('came_from_elsewhere').refusal)
    const actor = await actorFor(definition.as)
    if (!actor.ok) {
      const owner = definition.whenShutOut && mayComeBack(actor.refusal) ? await findShutOut() : null
      if (owner && definition.whenShutOut) return { goTo: await definition.whenShutOut(owner, typed) }
      return refused(actor.refusal)
    }
    const who = 'accountId' in actor.value ? actor.value.accountId : await requestAddress()
    const limit = definition.limit ?? { tries: 60, seconds: 60 }
    const bucket = definition.limit ? definition.name : 'any'
    if (!(await takeTry(actor.value.partnerId, `action:${bucket}:${who}`, limit)))
      return refused(refuse('too_many_tries').refusal)
    const input = definition.input.safeParse(fieldsOf(form))
    if (!input.success)
      return refused(refuse('invalid_input', { fields: fieldRefusals(input.error) }).refusal)
    const ctx = {
      actor: actor.value,
      now: await currentTime(),
      source: 'browser' as const,
      requestId: randomUUID(),
    }
    const result = await definition.run(ctx, input.data)
    if (!result.ok) return refused(result.refusal)
    return definition.then ? { goTo: definition.then(result.value, input.data) } : result
  } catch (error) {
    if (isFrameworkSignal(error)) throw error
    log.error({ err: error, action: definition.name }, 'action failed')
    return refused(
      error instanceof ProviderError
        ? providerRefusal(error)
        : refuse('try_again', { waitsFor: 'staff' }).refusal,
    )
  }
}

/** Signing in again, or agreeing to the notice, brings them back to what they were doing. */
const mayComeBack = ({ code }: Refusal) => code === 'signed_out' || code === 'notice_not_agreed'

async function actorFor<As extends 'visitor' | 'applicant' | Permission>(
  as: As,
): Promise<Result<ActorFor<As>>> {
  const found =
    as === 'visitor'
      ? { ok: true as const, value: await visitor() }
      : as === 'applicant'
        ? await findApplicant()
        : await findStaff(as)
  return found as Result<ActorFor<As>>
}

/** Form fields as an object; a name that occurs more than once becomes a list. Next's own fields are left out. */
function fieldsOf(form: FormData): Record<string, FormDataEntryValue | FormDataEntryValue[]> {
  const names = [...new Set(form.keys())].filter((name) => !name.startsWith('$ACTION'))
  return Object.fromEntries(
    names.map((name) => {
      const all = form.getAll(name)
      return [name, all.length === 1 ? all[0]! : all]
    }),
  )
}

function typedText(form: FormData): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, value] of form) {
    if (typeof value === 'string' && !name.startsWith('$ACTION') && !isSecret(name)) kept[name] = value
  }
  return kept
}

/** What is never given back to a page. Settings forms say it in the name of each control: `secret-…` or `set-…`. */
const isSecret = (name: string) =>
  name.startsWith('secret-') || (!name.startsWith('set-') && /password|code/i.test(name))

/** One message key per wrong field; the first complaint of a field counts. */
function fieldRefusals(error: z.ZodError): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const issue of error.issues) fields[issue.path.join('.')] ??= issue.message
  return fields
}

// Next signals redirect(), notFound() and forbidden() by exceptions that carry a digest.
const isFrameworkSignal = (error: unknown) =>
  typeof error === 'object' &&
  error !== null &&
  'digest' in error &&
  typeof error.digest === 'string' &&
  error.digest.startsWith('NEXT_')
