import { expect, test } from 'vitest'
import { messages } from '@/lib/platform/i18n/messages'
import type { Simulator } from '@/lib/providers/simulator-host'
import { simulators } from '@/lib/providers/simulators'
import { faultKey, simulatorFaults } from './schema'

test('the panel offers exactly the faults that each simulator knows', () => {
  const own = Object.fromEntries(
    Object.entries<Simulator>(simulators).map(([id, { faults }]) => [id, [...faults]]),
  )
  expect(own).toEqual(simulatorFaults)
})

test.each(['en', 'hi'] as const)('every fault is explained in %s', (locale) => {
  const { faults } = messages[locale].sandbox
  const told = typeof faults === 'object' ? Object.keys(faults) : []
  expect(
    Object.values(simulatorFaults)
      .flat()
      .map(faultKey)
      .filter((key) => !told.includes(key)),
  ).toEqual([])
})
