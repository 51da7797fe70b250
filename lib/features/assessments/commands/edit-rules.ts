import { and, eq, max } from 'drizzle-orm'
import { type Tx, database } from '@/db/client'
import { ruleVersions } from '@/db/schema/partners'
import type { RecommendationRules } from '@/lib/domain/assessments/rules'
import { edited, type TypedRules, toTypedRules } from '@/lib/domain/assessments/typed-rules'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { type RulesPreview, previewRules } from '../queries/rules-preview'
import { type EditRulesInput, rulesInput } from '../schema'
import { findCurrentRules, listProgrammeCodes, markOf, type RuleVersionRow } from './rule-versions'

type Author = Ctx<Staff<'rules.manage'>>

/** The editor after a press of any of its buttons. `focus` is the field to go on with, `version` what was written. */
export type RulesEdited = {
  did: 'edited' | 'saved' | 'previewed' | 'published' | 'discarded'
  typed: TypedRules
  note: string
  basedOn: string
  focus: string | null
  version: number | null
  preview: RulesPreview | null
}

/** One press in the editor: a rule or condition comes or goes, or the rules are saved, tried, published or thrown away. */
export async function editRules(ctx: Author, input: EditRulesInput): Promise<Result<RulesEdited>> {
  const { ruleSetId, doing, typed, note, basedOn } = input
  const nothing = { note, basedOn, focus: null, version: null, preview: null }
  const change = edited(typed, doing)
  if (change) return ok({ ...nothing, did: 'edited', ...change })
  if (doing === 'discard') {
    const kept = await discardRuleDraft(ctx, { ruleSetId })
    return kept.ok ? ok({ ...nothing, did: 'discarded', note: '', ...kept.value }) : kept
  }
  const rules = await readRules(ctx, typed)
  if (!rules.ok) return rules
  const draft = { ruleSetId, basedOn, rules: rules.value }
  if (doing === 'publish') {
    const published = await publishRules(ctx, { ...draft, note })
    return published.ok
      ? ok({ ...nothing, did: 'published', typed, ...published.value, note: '' })
      : published
  }
  const saved = await saveRuleDraft(ctx, draft)
  if (!saved.ok) return saved
  if (doing !== 'preview') return ok({ ...nothing, did: 'saved', typed, ...saved.value })
  const preview = await previewRules(ctx.actor, { ruleSetId, rules: rules.value })
  return ok({ ...nothing, did: 'previewed', typed, ...saved.value, preview })
}

/** The typed rules, or a refusal with a complaint per field. */
async function readRules(ctx: Author, typed: TypedRules): Promise<Result<RecommendationRules>> {
  const codes = await listProgrammeCodes(database(), ctx.actor.partnerId)
  const read = rulesInput(codes).safeParse(typed)
  if (read.success) return ok(read.data)
  const fields: Record<string, string> = {}
  for (const issue of read.error.issues) fields[issue.path.join('.')] ??= issue.message
  return refuse('invalid_input', { fields, waitsFor: 'staff' })
}

type Draft = { ruleSetId: string; rules: RecommendationRules; basedOn: string }
type Kept = { version: number; basedOn: string }

/** Keeps rules as the draft of the next version. Refused once when somebody else saved since `basedOn`. */
export const saveRuleDraft = (ctx: Author, draft: Draft): Promise<Result<Kept>> =>
  transaction(async (tx) => {
    const written = await writeDraft(tx, ctx, draft)
    return written.ok ? ok({ version: written.value.version, basedOn: markOf(draft.rules) }) : written
  })

/** Makes rules the version that new results follow. It never changes again; lists already made stay as they are. */
export const publishRules = (ctx: Author, input: Draft & { note: string }): Promise<Result<Kept>> =>
  transaction(async (tx) => {
    if (input.note === '')
      return refuse('invalid_input', { waitsFor: 'staff', fields: { note: 'note_missing' } })
    const written = await writeDraft(tx, ctx, input)
    if (!written.ok) return written
    const { id, version, name, published } = written.value
    if (published && markOf(published.rules) === markOf(input.rules))
      return refuse('rules_unchanged', { waitsFor: 'staff' })
    await tx
      .update(ruleVersions)
      .set({ state: 'published', note: input.note, publishedBy: ctx.actor.accountId, publishedAt: ctx.now })
      .where(and(ofPartner(ctx), eq(ruleVersions.id, id), eq(ruleVersions.state, 'draft')))
    await recordEvent(tx, ctx, 'rules.published', {
      detail: { ruleSet: name, ruleSetId: input.ruleSetId, version, rules: input.rules.rules.length },
    })
    return ok({ version, basedOn: markOf(input.rules) })
  })

/** Throws the draft away; what is published stays. Without a draft nothing happens. */
export const discardRuleDraft = (
  ctx: Author,
  { ruleSetId }: { ruleSetId: string },
): Promise<Result<{ typed: TypedRules; basedOn: string }>> =>
  transaction(async (tx) => {
    const set = await findCurrentRules(tx, ctx.actor.partnerId, ruleSetId, { lock: true })
    if (!set) return refuse('not_found', { waitsFor: 'staff' })
    const { name, draft, published } = set
    if (draft) {
      await tx.delete(ruleVersions).where(and(ofPartner(ctx), eq(ruleVersions.id, draft.id)))
      await recordEvent(tx, ctx, 'rules.draft_discarded', {
        detail: { ruleSet: name, ruleSetId, version: draft.version },
      })
    }
    const rules = published?.rules ?? { rules: [], most: 5 }
    return ok({ typed: toTypedRules(rules), basedOn: markOf(published?.rules) })
  })

type WrittenDraft = { id: string; version: number; name: string; published: RuleVersionRow | null }

async function writeDraft(
  tx: Tx,
  ctx: Author,
  { ruleSetId, rules, basedOn }: Draft,
): Promise<Result<WrittenDraft>> {
  const { partnerId, accountId } = ctx.actor
  const set = await findCurrentRules(tx, partnerId, ruleSetId, { lock: true })
  if (!set) return refuse('not_found', { waitsFor: 'staff' })
  const { name, draft, published } = set
  const held = markOf((draft ?? published)?.rules)
  // What the other one saved is told by its mark: the next press, made in knowledge of it, saves over it.
  if (held !== basedOn && held !== markOf(rules))
    return refuse('rules_changed', { waitsFor: 'staff', params: { basedOn: held } })
  const same = draft ?? published
  if (same && held === markOf(rules)) return ok({ id: same.id, version: same.version, name, published })
  const id = draft ? await rewriteDraft(tx, ctx, draft, rules) : null
  const version = draft?.version ?? (await nextVersion(tx, partnerId, ruleSetId))
  const values = { partnerId, ruleSetId, version, state: 'draft' as const, rules, createdBy: accountId }
  const [made] = id
    ? [{ id }]
    : await tx.insert(ruleVersions).values(values).returning({ id: ruleVersions.id })
  if (!made) throw new Error('a draft was not written')
  await recordEvent(tx, ctx, 'rules.draft_saved', { detail: { ruleSet: name, ruleSetId, version } })
  return ok({ id: made.id, version, name, published })
}

async function rewriteDraft(tx: Tx, ctx: Author, { id }: RuleVersionRow, rules: RecommendationRules) {
  await tx
    .update(ruleVersions)
    .set({ rules, createdBy: ctx.actor.accountId })
    .where(and(ofPartner(ctx), eq(ruleVersions.id, id), eq(ruleVersions.state, 'draft')))
  return id
}

async function nextVersion(tx: Tx, partnerId: string, ruleSetId: string): Promise<number> {
  const [row] = await tx
    .select({ last: max(ruleVersions.version) })
    .from(ruleVersions)
    .where(and(eq(ruleVersions.partnerId, partnerId), eq(ruleVersions.ruleSetId, ruleSetId)))
  return (row?.last ?? 0) + 1
}

const ofPartner = (ctx: Author) => eq(ruleVersions.partnerId, ctx.actor.partnerId)
