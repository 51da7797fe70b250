import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applicationStates, canMove, moves, type ApplicationMove, type ApplicationState } from './machine'

const everyMove = Object.keys(moves) as ApplicationMove[]

/** Makes each move that the table allows and ignores the others, as the database does. */
function walk(tried: ApplicationMove[]): ApplicationState[] {
  const seen: ApplicationState[] = ['draft']
  for (const move of tried) {
    const here = seen[seen.length - 1] ?? 'draft'
    if (canMove(move, here)) seen.push(moves[move].to)
  }
  return seen
}

describe('the life of an application', () => {
  test('a draft can only be submitted or withdrawn', () => {
    expect(everyMove.filter((move) => canMove(move, 'draft'))).toEqual(['submit', 'withdraw'])
  })

  test('a withdrawn application never moves again, a decided one only back when its release is undone', () => {
    expect(everyMove.filter((move) => canMove(move, 'withdrawn'))).toEqual([])
    expect(everyMove.filter((move) => canMove(move, 'decided'))).toEqual(['undo_decision'])
  })

  test('nobody is decided without having been in review', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...everyMove), { maxLength: 30 }), (tried) => {
        const seen = walk(tried)
        expect(applicationStates).toEqual(expect.arrayContaining(seen))
        if (seen.includes('decided')) expect(seen).toContain('in_review')
        if (seen.includes('in_review')) expect(seen).toContain('submitted')
        expect(seen.lastIndexOf('draft')).toBe(0)
      }),
    )
  })
})
