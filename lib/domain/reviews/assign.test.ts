import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assignByRule, assignEvenly } from './assign'

const ids = (count: number, letter: string) => Array.from({ length: count }, (_, at) => `${letter}${at}`)
const world = fc
  .record({
    applications: fc.integer({ min: 0, max: 40 }),
    reviewers: fc.integer({ min: 1, max: 7 }),
    wanted: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ applications, reviewers, wanted }) => ({
    tasks: ids(applications, 'a').map((applicationId) => ({ applicationId, wanted, notThese: [] })),
    reviewers: ids(reviewers, 'r').map((id) => ({ id, load: 0 })),
    wanted,
  }))

describe('sharing applications out evenly', () => {
  test('nobody gets more than one above anybody else, and every application gets as many as are wanted and there', () => {
    fc.assert(
      fc.property(world, ({ tasks, reviewers, wanted }) => {
        const made = assignEvenly(tasks, reviewers)
        const counts = reviewers.map(({ id }) => made.filter(({ reviewerId }) => reviewerId === id).length)
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
        expect(made).toHaveLength(tasks.length * Math.min(wanted, reviewers.length))
        expect(new Set(made.map(({ applicationId, reviewerId }) => applicationId + reviewerId)).size).toBe(
          made.length,
        )
      }),
    )
  })

  test('nobody gets an application they hold already or have declined, whatever the loads are', () => {
    const busy = fc.tuple(
      fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 5 }),
      fc.array(fc.subarray(ids(5, 'r')), { maxLength: 20 }),
    )
    fc.assert(
      fc.property(busy, ([loads, conflicts]) => {
        const tasks = conflicts.map((notThese, at) => ({ applicationId: `a${at}`, wanted: 2, notThese }))
        const made = assignEvenly(
          tasks,
          loads.map((load, at) => ({ id: `r${at}`, load })),
        )
        for (const { applicationId, notThese } of tasks) {
          const given = made.filter((one) => one.applicationId === applicationId)
          expect(given.filter(({ reviewerId }) => notThese.includes(reviewerId))).toEqual([])
          const free = loads.length - notThese.filter((id) => Number(id.slice(1)) < loads.length).length
          expect(given).toHaveLength(Math.min(2, free))
        }
      }),
    )
  })

  test('whoever has less to read already comes first', () => {
    const made = assignEvenly(
      [{ applicationId: 'a', wanted: 1, notThese: [] }],
      [
        { id: 'anil', load: 3 },
        { id: 'bina', load: 1 },
      ],
    )
    expect(made).toEqual([{ applicationId: 'a', reviewerId: 'bina' }])
  })
})

test('by rule an application goes only to the reviewers of its programme, and stays where no rule names one', () => {
  const reviewers = [
    { id: 'anil', load: 0 },
    { id: 'bina', load: 0 },
  ]
  const task = (applicationId: string, programmeId: string | null) => ({
    applicationId,
    programmeId,
    wanted: 2,
    notThese: [],
  })
  expect(
    assignByRule(
      [task('a', 'cse'), task('b', 'bba'), task('c', null)],
      [{ programmeId: 'cse', reviewerIds: ['bina', 'left-long-ago'] }],
      reviewers,
    ),
  ).toEqual([{ applicationId: 'a', reviewerId: 'bina' }])
})
