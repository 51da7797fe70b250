import { and, asc, eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { useFreshDatabase } from '@/db/testing'
import { attempts } from '@/db/schema/assessments'
import { events } from '@/db/schema/events'
import { connections, intakes, ruleVersions } from '@/db/schema/partners'
import type { RecommendationRules } from '@/lib/domain/assessments/rules'
import type { ScoreSheet } from '@/lib/domain/assessments/scores'
import {
  emptyCondition,
  emptyRule,
  toTypedRules,
  type TypedRules,
} from '@/lib/domain/assessments/typed-rules'
import type { Staff } from '@/lib/platform/auth/actors'
import type { Ctx } from '@/lib/platform/context'
import { findRuleSet, listRuleSets } from '../queries/rules'
import { previewRules } from '../queries/rules-preview'
import { type TestPartner, aPartner, aStaffMember, anApplicant, start } from '../testing'
import { editRules, publishRules, saveRuleDraft } from './edit-rules'
import { assignRuleSet, createRuleSet } from './rule-sets'
import { markOf } from './rule-versions'

vi.mock('next-intl/server', () => ({ getLocale: async () => 'en' }))

const fresh = useFreshDatabase()
type Author = Ctx<Staff<'rules.manage'>>
let partner: TestPartner
let clerk: Author
let ruleSetId: string

beforeEach(async () => {
  partner = await aPartner('http://127.0.0.1:9')
  await fresh()
    .db.update(connections)
    .set({ provider: 'imocha' })
    .where(eq(connections.id, partner.connectionId))
  clerk = await aStaffMember<Staff<'rules.manage'>>(partner, 'admissions_officer')
  const made = await createRuleSet(clerk, { name: 'Aptitude 2027' })
  if (!made.ok) throw new Error(made.refusal.code)
  ruleSetId = made.value.id
})

const rulesFrom = (percent: number, programmeCode = 'BBA'): RecommendationRules => ({
  most: 3,
  rules: [
    {
      programmeCode,
      weight: 10,
      sentence: { en: 'You reached {mark}.', hi: 'आपको {mark} मिले।' },
      conditions: [
        {
          kind: 'mark',
          level: 'overall',
          name: '',
          reportType: null,
          scale: 'percent',
          outOf: null,
          atLeast: percent,
          atMost: null,
        },
      ],
    },
  ],
})
const press = (
  doing: string,
  typed: TypedRules,
  more: { basedOn?: string; note?: string } = {},
  who = clerk,
) => editRules(who, { ruleSetId, doing, typed, basedOn: '', note: '', ...more })
const versionsOf = (id = ruleSetId) =>
  fresh()
    .db.select()
    .from(ruleVersions)
    .where(eq(ruleVersions.ruleSetId, id))
    .orderBy(asc(ruleVersions.version))
const eventsNow = async () =>
  (
    await fresh()
      .db.select()
      .from(events)
      .where(and(eq(events.partnerId, partner.id)))
      .orderBy(asc(events.at), asc(events.id))
  ).map(({ name, detail }) => `${name} ${detail.version ?? ''}`.trim())

async function aResult(percent: number): Promise<string> {
  const who = await anApplicant(partner)
  const scores: ScoreSheet = {
    lines: [
      {
        level: 'overall',
        id: null,
        name: '',
        within: null,
        reportType: null,
        scores: [{ scale: 'percent', value: percent, outOf: null }],
        state: null,
        isVerification: false,
        verdict: null,
        minutes: null,
      },
    ],
    band: null,
    norm: null,
    isPartial: false,
  }
  await fresh().db.insert(attempts).values({
    partnerId: partner.id,
    applicationId: who.applicationId,
    connectionId: partner.connectionId,
    attemptNo: 1,
    email: 'asha@sandbox.test',
    fullName: 'Asha Verma',
    mobile: '+919876543210',
    progress: 'completed',
    result: 'ready',
    finishedAt: start,
    scores,
  })
  return who.number
}

describe('writing rules', () => {
  test('a draft becomes a numbered version that never changes; each step leaves an event', async () => {
    const first = rulesFrom(60)
    const saved = await press('save', toTypedRules(first))
    expect(saved).toMatchObject({ ok: true, value: { did: 'saved', version: 1 } })
    expect(
      await press('publish', toTypedRules(first), { basedOn: markOf(first), note: 'Begin' }),
    ).toMatchObject({
      ok: true,
      value: { did: 'published', version: 1 },
    })
    const second = rulesFrom(70)
    await press('save', toTypedRules(second), { basedOn: markOf(first) })
    await press('publish', toTypedRules(second), { basedOn: markOf(second), note: 'Harder test' })
    expect(await versionsOf()).toMatchObject([
      { version: 1, state: 'published', rules: first, note: 'Begin', publishedBy: clerk.actor.accountId },
      { version: 2, state: 'published', rules: second, note: 'Harder test', publishedAt: clerk.now },
    ])
    expect(await eventsNow()).toEqual([
      'rules.created',
      'rules.draft_saved 1',
      'rules.published 1',
      'rules.draft_saved 2',
      'rules.published 2',
    ])
    expect((await findRuleSet(clerk.actor, ruleSetId))?.history).toMatchObject([
      { version: 2, note: 'Harder test', by: 'Asha Verma', rules: 1 },
      { version: 1 },
    ])
  })

  test('adding and removing keeps everything typed and writes nothing', async () => {
    const typed = { most: 'many', rules: [{ ...emptyRule, en: 'half a sent' }] }
    expect(await press('add_condition:0', typed, { note: 'why', basedOn: 'x' })).toMatchObject({
      ok: true,
      value: {
        did: 'edited',
        note: 'why',
        basedOn: 'x',
        focus: 'rules.0.conditions.1.kind',
        typed: { most: 'many', rules: [{ en: 'half a sent', conditions: [emptyCondition, emptyCondition] }] },
      },
    })
    expect(await versionsOf()).toEqual([])
  })

  test('wrong rules are refused at their fields, unknown programmes of this partner included', async () => {
    const typed = toTypedRules(rulesFrom(60, 'MBA'))
    const empty = { ...typed.rules[0], en: '' } as TypedRules['rules'][number]
    expect(await press('save', { ...typed, rules: [...typed.rules, empty] })).toMatchObject({
      ok: false,
      refusal: {
        code: 'invalid_input',
        fields: {
          'rules.0.programme': 'programme_unknown',
          'rules.1.programme': 'programme_unknown',
          'rules.1.en': 'sentence_en_missing',
        },
      },
    })
    expect(await press('publish', toTypedRules(rulesFrom(60)))).toMatchObject({
      refusal: { fields: { note: 'note_missing' } },
    })
    expect(await versionsOf()).toEqual([])
  })

  test('two people typing at once: the second is told once and may then save over it', async () => {
    const [mine, theirs] = [rulesFrom(60), rulesFrom(80)]
    await saveRuleDraft(clerk, { ruleSetId, rules: theirs, basedOn: '' })
    const refused = await press('save', toTypedRules(mine))
    expect(refused).toMatchObject({
      ok: false,
      refusal: { code: 'rules_changed', params: { basedOn: markOf(theirs) } },
    })
    expect(await versionsOf()).toMatchObject([{ rules: theirs }])
    expect((await press('save', toTypedRules(mine), { basedOn: markOf(theirs) })).ok).toBe(true)
    expect(await versionsOf()).toMatchObject([{ rules: mine }])
  })

  test('publishing twice at once makes one version', async () => {
    const input = { ruleSetId, rules: rulesFrom(60), basedOn: '', note: 'Begin' }
    const results = await Promise.all([publishRules(clerk, input), publishRules(clerk, input)])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(results.find(({ ok }) => !ok)).toMatchObject({ refusal: { code: 'rules_unchanged' } })
    expect(await versionsOf()).toMatchObject([{ version: 1, state: 'published' }])
    expect((await eventsNow()).filter((name) => name.startsWith('rules.published'))).toHaveLength(1)
  })

  test('a draft thrown away leaves what is published, and its number is used again', async () => {
    const first = rulesFrom(60)
    await publishRules(clerk, { ruleSetId, rules: first, basedOn: '', note: 'Begin' })
    await saveRuleDraft(clerk, { ruleSetId, rules: rulesFrom(70), basedOn: markOf(first) })
    expect(await press('discard', { most: '', rules: [] })).toMatchObject({
      ok: true,
      value: { did: 'discarded', typed: toTypedRules(first), basedOn: markOf(first) },
    })
    expect(await versionsOf()).toHaveLength(1)
    expect((await eventsNow()).at(-1)).toBe('rules.draft_discarded 2')
  })

  test('another partner’s rules are not found, whatever is pressed, and not seen', async () => {
    const college = await aPartner('http://127.0.0.1:9')
    const stranger = await aStaffMember<Staff<'rules.manage'>>(college, 'admin')
    await saveRuleDraft(clerk, { ruleSetId, rules: rulesFrom(60), basedOn: '' })
    for (const doing of ['save', 'preview', 'publish', 'discard'])
      expect(await press(doing, toTypedRules(rulesFrom(1)), { note: 'x' }, stranger)).toMatchObject({
        ok: false,
        refusal: { code: 'not_found' },
      })
    expect(await findRuleSet(stranger.actor, ruleSetId)).toBeNull()
    expect((await listRuleSets(stranger.actor)).sets).toEqual([])
    expect(await versionsOf()).toMatchObject([{ rules: rulesFrom(60) }])
    expect(await createRuleSet(clerk, { name: 'Aptitude 2027' })).toMatchObject({
      refusal: { code: 'rule_set_name_taken' },
    })
    expect((await createRuleSet(stranger, { name: 'Aptitude 2027' })).ok).toBe(true)
  })
})

describe('which intake uses which rules', () => {
  const usedBy = async () =>
    (await fresh().db.select().from(intakes).where(eq(intakes.id, partner.intakeId)))[0]?.ruleSetId

  test('only published ones, with an event; and none again', async () => {
    const assign = (id: string | null) => assignRuleSet(clerk, { intakeId: partner.intakeId, ruleSetId: id })
    expect(await assign(ruleSetId)).toMatchObject({ refusal: { code: 'rules_unpublished' } })
    await publishRules(clerk, { ruleSetId, rules: rulesFrom(60), basedOn: '', note: 'Begin' })
    expect((await assign(ruleSetId)).ok).toBe(true)
    expect(await usedBy()).toBe(ruleSetId)
    expect((await listRuleSets(clerk.actor)).sets).toMatchObject([
      { name: 'Aptitude 2027', published: { version: 1 }, draft: null, intakes: ['UG27'] },
    ])
    expect((await assign(ruleSetId)).ok).toBe(true)
    expect((await assign(null)).ok).toBe(true)
    expect(await usedBy()).toBeNull()
    expect((await eventsNow()).slice(-2)).toEqual(['rules.assigned', 'rules.unassigned'])
  })

  test('not where the provider sends courses itself, and not another partner’s intake or rules', async () => {
    await publishRules(clerk, { ruleSetId, rules: rulesFrom(60), basedOn: '', note: 'Begin' })
    const college = await aPartner('http://127.0.0.1:9')
    const stranger = await aStaffMember<Staff<'rules.manage'>>(college, 'admin')
    expect(await assignRuleSet(stranger, { intakeId: partner.intakeId, ruleSetId: null })).toMatchObject({
      refusal: { code: 'not_found' },
    })
    expect(await assignRuleSet(stranger, { intakeId: college.intakeId, ruleSetId })).toMatchObject({
      refusal: { code: 'not_found' },
    })
    await fresh()
      .db.update(connections)
      .set({ provider: 'studyhq' })
      .where(eq(connections.id, partner.connectionId))
    expect(await assignRuleSet(clerk, { intakeId: partner.intakeId, ruleSetId })).toMatchObject({
      refusal: { code: 'provider_recommends' },
    })
    expect(await usedBy()).toBeNull()
  })
})

describe('the preview', () => {
  test('tells which past lists would change, from what to what, and who would get nothing', async () => {
    await publishRules(clerk, { ruleSetId, rules: rulesFrom(60), basedOn: '', note: 'Begin' })
    await assignRuleSet(clerk, { intakeId: partner.intakeId, ruleSetId })
    await aResult(30)
    const middling = await aResult(65)
    await aResult(90)
    const harder = {
      most: 3,
      rules: [...rulesFrom(80).rules, ...rulesFrom(80, 'CSE').rules, ...rulesFrom(25, 'DSC').rules],
    }
    const preview = await previewRules(clerk.actor, { ruleSetId, rules: harder })
    expect(preview).toMatchObject({
      attempts: 3,
      changed: 3,
      nothing: { before: 1, after: 0 },
      programmes: [
        { code: 'BBA', before: 2, after: 1 },
        { code: 'CSE', before: 0, after: 1 },
        { code: 'DSC', before: 0, after: 3 },
      ],
    })
    expect(preview.lists.find(({ number }) => number === middling)).toMatchObject({
      before: ['BBA'],
      after: ['DSC'],
    })
    expect(await previewRules(clerk.actor, { ruleSetId, rules: rulesFrom(60) })).toMatchObject({
      changed: 0,
      lists: [],
    })
  })

  test('is made by a press in the editor, which saves the draft first', async () => {
    await publishRules(clerk, { ruleSetId, rules: rulesFrom(60), basedOn: '', note: 'Begin' })
    await assignRuleSet(clerk, { intakeId: partner.intakeId, ruleSetId })
    await aResult(65)
    const typed = toTypedRules(rulesFrom(70))
    expect(await press('preview', typed, { basedOn: markOf(rulesFrom(60)) })).toMatchObject({
      ok: true,
      value: {
        did: 'previewed',
        typed,
        preview: { attempts: 1, changed: 1, nothing: { before: 0, after: 1 } },
      },
    })
    expect(await versionsOf()).toMatchObject([{ state: 'published' }, { state: 'draft', version: 2 }])
  })

  test('shows another partner nothing', async () => {
    await publishRules(clerk, { ruleSetId, rules: rulesFrom(60), basedOn: '', note: 'Begin' })
    await assignRuleSet(clerk, { intakeId: partner.intakeId, ruleSetId })
    await aResult(65)
    const stranger = await aStaffMember<Staff<'rules.manage'>>(await aPartner('http://127.0.0.1:9'), 'admin')
    expect(await previewRules(stranger.actor, { ruleSetId, rules: rulesFrom(1) })).toMatchObject({
      attempts: 0,
      lists: [],
    })
  })
})
