import { expect, test } from 'vitest'
import { type Finding, type KnownAlert, changesOf } from './alert'
import { secondsFor } from './backfill'

const terms = { isOn: true, threshold: 3, minutes: 15 }
const found = (value: number, subject = 'a'): Finding => ({ subject, value, connectionId: null, label: null })
const known = (state: KnownAlert['state'], value = 3): KnownAlert => ({ subject: 'a', state, value })
const moves = (...given: Parameters<typeof changesOf>) => changesOf(...given).map(({ move }) => move)

test('below the threshold nothing opens, from it on an alert does', () => {
  expect(moves(terms, [found(2)], [])).toEqual([])
  expect(moves(terms, [found(3)], [])).toEqual(['opened'])
})
test('what is open already is told once, and counted anew only when its number changed', () => {
  expect(moves(terms, [found(3)], [known('open')])).toEqual([])
  expect(moves(terms, [found(9)], [known('acknowledged')])).toEqual(['seen'])
})
test('what comes back opens again', () => {
  expect(moves(terms, [found(3)], [known('closed')])).toEqual(['reopened'])
})
test('what is over closes, acknowledged or not, and stays closed', () => {
  expect(moves(terms, [], [known('open')])).toEqual(['closed'])
  expect(moves(terms, [found(1)], [known('acknowledged')])).toEqual(['closed'])
  expect(moves(terms, [], [known('closed')])).toEqual([])
})
test('a rule that is switched off closes what it had opened', () => {
  expect(moves({ ...terms, isOn: false }, [found(50)], [known('open')])).toEqual(['closed'])
})

test('a backfill counts on half of the connection’s ceiling', () => {
  expect(secondsFor(300, { calls: 300, windowSeconds: 120 })).toBe(240)
  expect(secondsFor(0, { calls: 300, windowSeconds: 120 })).toBe(0)
  expect(secondsFor(10, null)).toBeNull()
})
