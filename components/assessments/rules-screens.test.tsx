import type { ReactNode } from 'react'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { drawn } from '@/components/testing'
import { ruleErrors } from '@/lib/domain/assessments/rule-complaints'
import { emptyCondition, type TypedRules } from '@/lib/domain/assessments/typed-rules'
import { refuse } from '@/lib/domain/shared/result'
import type { RulesEdited } from '@/lib/features/assessments/commands/edit-rules'
import type { RuleIntakeRow, RuleSetPage, RuleSetRow } from '@/lib/features/assessments/queries/rules'
import type { RulesPreview } from '@/lib/features/assessments/queries/rules-preview'
import type { ActionResult } from '@/lib/platform/action'
import { RecommendAgain } from './recommend-again'
import { RuleSetScreen } from './rule-set-screen'
import { RuleSets } from './rule-sets'

const answered = vi.hoisted(() => ({ result: null as ActionResult<RulesEdited> | null }))
vi.mock('react', async (original) => ({
  ...(await original<typeof import('react')>()),
  // What a browser without JavaScript gets: the page drawn anew with the answer of its post.
  useActionState: () => [answered.result, 'act', false],
}))
vi.mock('@/lib/features/assessments/actions', () => ({
  changeRules: vi.fn(),
  beginRuleSet: vi.fn(),
  assignRules: vi.fn(),
  recommendOnceMore: vi.fn(),
}))
vi.mock('@/components/layout/client-messages', () => ({
  ClientMessages: ({ children }: { children: ReactNode }) => children,
}))
vi.mock('next/navigation', () => ({ useRouter: () => ({ refresh: vi.fn() }) }))

beforeEach(() => void (answered.result = null))

const text = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

const at = new Date('2026-11-21T10:00:00Z')
const typed: TypedRules = {
  most: '5',
  rules: [
    {
      programme: 'CSE',
      weight: '10',
      en: 'Your {name} is {mark}.',
      hi: 'आपका {name} {mark} है।',
      conditions: [
        { ...emptyCondition, name: 'Numerical', scale: 'sten', atLeast: '7' },
        { ...emptyCondition, kind: 'band', words: 'Good' },
      ],
    },
    { programme: '', weight: 'x', en: '', hi: '', conditions: [] },
  ],
}
const page: RuleSetPage = {
  id: '0190c1a5-0000-7000-8000-000000000001',
  name: 'Aptitude 2027',
  typed,
  basedOn: 'abc',
  published: 3,
  draft: 4,
  history: [
    { version: 3, rules: 2, note: 'Harder test', by: 'Meena Iyer', at },
    { version: 1, rules: 1, note: '', by: null, at },
  ],
  programmes: [{ code: 'CSE', name: 'B.Tech CSE' }],
  names: [
    { level: 'section', name: 'Numerical', reportType: null },
    { level: 'group', name: 'Drive', reportType: 'Full Report' },
  ],
}
const preview: RulesPreview = {
  attempts: 3,
  changed: 1,
  nothing: { before: 1, after: 0 },
  programmes: [{ code: 'CSE', before: 2, after: 3 }],
  lists: [{ number: 'APP-27-ASHA22', attemptNo: 1, before: [], after: ['CSE'] }],
}
const edited = (changes: Partial<RulesEdited>): ActionResult<RulesEdited> => ({
  ok: true,
  value: {
    did: 'saved',
    typed,
    note: 'why',
    basedOn: 'def',
    focus: null,
    version: 4,
    preview: null,
    ...changes,
  },
})
const sets: RuleSetRow[] = [
  { id: '1', name: 'Aptitude 2027', published: { version: 3, at }, draft: 4, intakes: ['UG-27'] },
  { id: '2', name: 'Unfinished', published: null, draft: null, intakes: [] },
]
const intakes: RuleIntakeRow[] = [
  {
    id: 'a',
    code: 'UG-27',
    name: 'Undergraduate',
    provider: 'iMocha',
    recommendsItself: false,
    ruleSetId: '1',
  },
  {
    id: 'b',
    code: 'PG-27',
    name: 'Postgraduate',
    provider: 'StudyHQ',
    recommendsItself: true,
    ruleSetId: null,
  },
  { id: 'c', code: 'X-27', name: 'Other', provider: null, recommendsItself: false, ruleSetId: null },
]

describe.each(['en', 'hi'] as const)('in %s', (locale) => {
  test('the editor has every sentence it needs, whatever was pressed', () => {
    const results: (ActionResult<RulesEdited> | null)[] = [
      null,
      ...(['edited', 'saved', 'published', 'discarded'] as const).map((did) => edited({ did })),
      edited({ did: 'previewed', preview }),
      edited({ did: 'previewed', preview: { ...preview, attempts: 0 } }),
      { ok: false, refusal: refuse('rules_changed', { params: { basedOn: 'x' } }).refusal, typed: {} },
    ]
    for (const result of results) {
      answered.result = result
      for (const change of [
        {},
        { published: null, draft: null, history: [], typed: { most: '', rules: [] } },
      ])
        expect(drawn(locale, <RuleSetScreen page={{ ...page, ...change }} />)).toContain('<h1')
    }
  })

  test('every complaint about rules has its sentence', () => {
    const fields = Object.fromEntries(ruleErrors.map((error, no) => [`rules.${no}.programme`, error]))
    answered.result = { ok: false, refusal: refuse('invalid_input', { fields }).refusal, typed: {} }
    expect(drawn(locale, <RuleSetScreen page={page} />).match(/href="#rules\./g)).toHaveLength(
      ruleErrors.length,
    )
  })

  test('so have the rule sets and the button that recommends again', () => {
    expect(drawn(locale, <RuleSets sets={sets} intakes={intakes} />)).toContain('<h1')
    expect(drawn(locale, <RuleSets sets={[]} intakes={[]} />)).toContain('<h1')
    expect(drawn(locale, <RecommendAgain number="APP-27-ASHA22" attemptNo={2} />)).toContain('<form')
  })
})

test('one form holds every field and every button of the editor, under the names that are read back', () => {
  const html = drawn('en', <RuleSetScreen page={page} />)
  const form = html.slice(html.indexOf('<form'), html.indexOf('</form>'))
  for (const name of [
    'name="most" value="5"',
    'name="rules.0.conditions.0.name" value="Numerical"',
    'name="rules.0.conditions.1.words" value="Good"',
    'name="rules.1.weight" value="x"',
    'name="basedOn" value="abc"',
    'value="add_rule"',
    'value="raise_rule:1"',
    'value="remove_rule:0"',
    'value="add_condition:1"',
    'value="remove_condition:0:1"',
    'value="preview"',
    'value="publish"',
    'value="discard"',
  ])
    expect(
      form.replace(/ (?:class|id|maxLength|list|inputMode|autoComplete|type|aria-\w+)="[^"]*"/gi, ''),
    ).toContain(name)
  expect(/<button[^>]*>/.exec(form)?.[0]).toContain('value="save"')
  expect(html.match(/<form/g)).toHaveLength(1)
})

test('refused rules come back as they were typed, each complaint at its field', () => {
  answered.result = {
    ok: false,
    refusal: refuse('invalid_input', { fields: { 'rules.0.weight': 'weight_wrong' } }).refusal,
    typed: {
      most: '7',
      note: 'half a note',
      basedOn: 'abc',
      'rules.0.programme': 'CSE',
      'rules.0.weight': 'heavy',
    },
  }
  const html = drawn('en', <RuleSetScreen page={page} />)
  expect(text(html)).toContain('Rule 1: Write a whole number from 1 to 100 as the weight.')
  expect(html).toContain('href="#rules.0.weight"')
  expect(html).toContain('value="heavy"')
  expect(html).toContain('half a note')
  expect(html).not.toContain('value="x"')
})

test('whoever learns of another’s draft keeps what they typed and may press again', () => {
  answered.result = {
    ok: false,
    refusal: refuse('rules_changed', { params: { basedOn: 'theirs' } }).refusal,
    typed: { most: '7', basedOn: 'abc' },
  }
  const html = drawn('en', <RuleSetScreen page={page} />)
  expect(text(html)).toContain('Somebody saved these rules while you were typing.')
  expect(html).toContain('name="basedOn" value="theirs"')
  expect(html).toContain('value="7"')
})

test('a preview tells counts first, then every list that would change, from what to what', () => {
  answered.result = edited({ did: 'previewed', preview })
  const words = text(drawn('en', <RuleSetScreen page={page} />))
  expect(words).toContain('Tried on 3 finished results, the newest first. 1 list would change.')
  expect(words).toContain('Everybody would be recommended something.')
  expect(words).toContain('APP-27-ASHA22 1 Nothing CSE')
})

test('an intake whose provider sends courses has no rules to choose, and only published ones are offered', () => {
  const html = drawn('en', <RuleSets sets={sets} intakes={intakes} />)
  expect(text(html)).toContain('StudyHQ sends recommended courses itself; rules are not used here.')
  expect(html.match(/<select/g)).toHaveLength(2)
  expect(html).not.toContain('<option value="2"')
})
