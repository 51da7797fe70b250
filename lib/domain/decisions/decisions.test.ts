import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blocksOf } from './blocks'
import { type DecisionFacts, canConfirm, canPropose, canTakeBack } from './can'
import { canAnswer } from './can-answer'
import { decisionMoves, decisionStates } from './decision'
import { type DryRunLine, differencesBetween, textToApprove } from './dry-run'
import { fillFields, mergeFields, paragraphsOf, unknownFields } from './letter'
import { offerMoves, seatHolding } from './offer'
import { type ReleaseMove, type ReleaseState, canMoveRelease, releaseMoves, releaseStates } from './release'
import { mayHold, poolFor, shortPools } from './seats'
import { byWaitlistOrder, nextInLine, placeInLine } from './waitlist'

const now = new Date('2026-11-22T10:00:00Z')

describe('the life of a release', () => {
  const every = Object.keys(releaseMoves) as ReleaseMove[]
  const walk = (tried: ReleaseMove[]) =>
    tried.reduce<ReleaseState[]>(
      (seen, move) => {
        const here = seen.at(-1) ?? 'draft'
        return canMoveRelease(move, here) ? [...seen, releaseMoves[move].to] : seen
      },
      ['draft'],
    )

  test('nothing goes out that was not run dry and approved, in this order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...every), { maxLength: 40 }), (tried) => {
        const seen = walk(tried)
        const out = seen.indexOf('first_batch')
        if (out < 0) return
        const before = seen.slice(0, out)
        expect(before.lastIndexOf('approved')).toBeGreaterThan(before.lastIndexOf('dry_run'))
        expect(before).toContain('dry_run')
      }),
    )
  })

  test('the rest goes only after a hold, unless a stopped release is closed', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...every), { maxLength: 40 }), (tried) => {
        const seen = walk(tried)
        seen.forEach((state, at) => {
          if (state === 'rest') expect(['holding', 'stopped']).toContain(seen[at - 1])
        })
      }),
    )
  })

  test('finished and undone are ends', () => {
    const isEnd = (state: ReleaseState) => every.every((move) => !canMoveRelease(move, state))
    expect(releaseStates.filter(isEnd)).toEqual(['released', 'undone'])
  })
})

test('a decision goes from one person to a second to a release, and back only from a release', () => {
  expect(
    decisionStates.map((state) =>
      Object.entries(decisionMoves)
        .filter(([, { from }]) => from.some((one) => one === state))
        .map(([move]) => move),
    ),
  ).toEqual([['confirm'], ['release'], ['undo']])
})

test('only open and accepted offers hold a seat, and no move gives a seat back that was given up', () => {
  for (const { from, to } of Object.values(offerMoves)) {
    const wasFree = from.every((state) => !seatHolding.some((holding) => holding === state))
    if (wasFree) expect(seatHolding).not.toContain(to)
  }
})

describe('what staff may do', () => {
  const facts = (given: Partial<DecisionFacts> = {}): DecisionFacts => ({
    applicationState: 'in_review',
    reviewersWithIt: 0,
    hasOpenQuery: false,
    isFeeDue: false,
    released: null,
    open: null,
    ...given,
  })
  const open = {
    id: '1',
    kind: 'admit',
    state: 'provisional',
    proposedBy: 'anil',
    isInRelease: false,
  } as const
  const codeOf = (verdict: ReturnType<typeof canPropose>) => (verdict.ok ? null : verdict.refusal.code)

  test.each([
    [facts(), null],
    [facts({ isFeeDue: true }), 'decision_fee_due'],
    [facts({ hasOpenQuery: true }), 'decision_query_open'],
    [facts({ reviewersWithIt: 2 }), 'decision_review_unfinished'],
    [facts({ open }), null],
    [facts({ open: { ...open, state: 'confirmed' } }), 'decision_confirmed'],
    [facts({ released: { id: '0', kind: 'admit', isReleaseOver: true } }), 'decision_already_released'],
    [facts({ released: { id: '0', kind: 'waitlist', isReleaseOver: false } }), 'decision_release_running'],
    [
      facts({ applicationState: 'decided', released: { id: '0', kind: 'waitlist', isReleaseOver: true } }),
      null,
    ],
  ])('proposing %#: %s', (given, code) => expect(codeOf(canPropose(given))).toBe(code))

  test('nobody confirms their own proposal, and what a release lists is not taken back', () => {
    expect(codeOf(canConfirm(facts({ open }), 'anil'))).toBe('decision_confirm_by_another')
    expect(codeOf(canConfirm(facts({ open }), 'bina'))).toBeNull()
    expect(codeOf(canConfirm(facts(), 'bina'))).toBe('decision_not_provisional')
    expect(codeOf(canTakeBack(facts({ open: { ...open, isInRelease: true } })))).toBe('decision_in_release')
  })

  test('an offer is answered until its last instant, that one included', () => {
    const offer = { state: 'open', respondBy: now } as const
    expect(canAnswer(offer, now).ok).toBe(true)
    expect(canAnswer(offer, new Date(now.getTime() + 1))).toMatchObject({ refusal: { code: 'offer_lapsed' } })
  })
})

describe('seats', () => {
  test('an applicant takes a seat of their own category, else anybody’s, else none', () => {
    const [any, sc] = [{ category: 'any' }, { category: 'sc' }] as const
    expect(poolFor([any, sc], 'sc')).toBe(sc)
    expect(poolFor([any, sc], 'ews')).toBe(any)
    expect(poolFor([sc], 'ews')).toBeNull()
  })

  test('a pool is short by exactly what its wanted admissions exceed its free seats', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(20), fc.nat(40), (capacity, held, wanted) => {
        const taken = Math.min(held, capacity)
        const pool = { programmeId: 'cse', category: 'any', capacity, taken } as const
        const [short] = shortPools(
          [pool],
          Array.from({ length: wanted }, () => pool),
        )
        expect(short?.missing ?? 0).toBe(Math.max(0, wanted - (capacity - taken)))
        expect(mayHold(pool, taken)).toBe(true)
        expect(mayHold(pool, taken - 1)).toBe(false)
      }),
    )
  })
})

const line = fc.record({
  decisionId: fc.uuid(),
  applicationId: fc.constantFrom('a', 'b', 'c', 'd'),
  number: fc.constant('APP-27-7K3M9Q'),
  name: fc.constant('Asha'),
  kind: fc.constantFrom('admit', 'waitlist', 'deny'),
  programmeId: fc.constantFrom('cse', 'ece'),
  category: fc.constant('any' as const),
  templateId: fc.constantFrom('t1', 't2'),
  waitlistRank: fc.constant(null),
  obstacle: fc.constant(null),
}) satisfies fc.Arbitrary<DryRunLine>
const list = fc.uniqueArray(line, { selector: ({ applicationId }) => applicationId, maxLength: 4 })

describe('a dry run', () => {
  test('differs from itself in nothing, and everybody of two lists is added, removed, changed or the same', () => {
    fc.assert(
      fc.property(list, list, (before, after) => {
        expect(differencesBetween(before, before)).toEqual({ added: [], removed: [], changed: [] })
        const { added, removed, changed } = differencesBetween(before, after)
        expect(before.length + added.length - removed.length).toBe(after.length)
        for (const { before: was, after: is } of changed) expect(was.applicationId).toBe(is.applicationId)
      }),
    )
  })

  test('the text that is approved says who gets what, whatever the order, and changes with any of it', () => {
    fc.assert(
      fc.property(list, (lines) => {
        const text = textToApprove(lines, now)
        expect(textToApprove(lines.toReversed(), now)).toBe(text)
        expect(textToApprove(lines, new Date(now.getTime() + 1))).not.toBe(text)
        const [first, ...rest] = lines
        if (!first) return
        const other = { ...first, kind: first.kind === 'deny' ? ('admit' as const) : ('deny' as const) }
        expect(textToApprove([other, ...rest], now)).not.toBe(text)
        expect(textToApprove(rest, now)).not.toBe(text)
      }),
    )
  })

  test('what blocks is named: seats that are short beside promised ones, a letter that is missing, an obstacle of one', () => {
    const admission = { ...fc.sample(line, 1)[0], kind: 'admit', programmeId: 'cse' } as DryRunLine
    const given = {
      lines: [admission],
      pools: [{ programmeId: 'cse', category: 'any', capacity: 1, taken: 0 } as const],
      promised: [] as { programmeId: string; category: string }[],
      respondBy: new Date(now.getTime() + 1),
      now,
    }
    const codes = (more: Partial<typeof given>) => blocksOf({ ...given, ...more }).map(({ code }) => code)
    expect(codes({})).toEqual([])
    expect(codes({ promised: [{ programmeId: 'cse', category: 'any' }] })).toEqual(['seats_short'])
    expect(codes({ lines: [{ ...admission, templateId: null }] })).toEqual(['template_missing'])
    expect(codes({ lines: [{ ...admission, obstacle: 'decision_query_open' }] })).toEqual([
      'decision_query_open',
    ])
    expect(codes({ respondBy: now })).toEqual(['respond_by_past'])
    expect(codes({ lines: [] })).toEqual(['decision_nothing_open'])
    expect(codes({ pools: [] })).toEqual(['decision_no_seats_set'])
  })
})

test('the waitlist has one order, and whoever moves up is nobody’s successor', () => {
  const waiting = fc.uniqueArray(
    fc.record({ decisionId: fc.uuid(), rank: fc.integer({ min: 1, max: 5 }), since: fc.constant(now) }),
    { selector: ({ decisionId }) => decisionId, maxLength: 8 },
  )
  fc.assert(
    fc.property(waiting, fc.integer({ min: -1, max: 10 }), (all, free) => {
      const up = nextInLine(all, free)
      expect(up).toHaveLength(Math.min(all.length, Math.max(0, free)))
      expect(nextInLine(all.toReversed(), free)).toEqual(up)
      for (const one of up)
        for (const other of all.filter((who) => !up.includes(who)))
          expect(byWaitlistOrder(one, other)).toBeLessThan(0)
      up.forEach(({ decisionId }, at) => expect(placeInLine(all, decisionId)).toBe(at + 1))
    }),
  )
})

describe('the words of a letter', () => {
  test('every field is filled and nothing that was filled is filled again', () => {
    const values = Object.fromEntries(mergeFields.map((field) => [field, `{{${field}}}!`])) as Record<
      (typeof mergeFields)[number],
      string
    >
    expect(fillFields('Dear {{ applicant_name }}, {{programme}}', values)).toBe(
      'Dear {{applicant_name}}!, {{programme}}!',
    )
  })

  test('fields that nobody could fill are found, once each', () => {
    expect(unknownFields('{{first_name}} {{programme}} {{first_name}} {{ }}')).toEqual(['first_name', ''])
    expect(paragraphsOf('One\n\n two \r\n\r\n\n')).toEqual(['One', 'two'])
  })
})
