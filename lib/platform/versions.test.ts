import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const installed = (name: string): string =>
  JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version

/** Lowest versions without a known hole that matters here (advisories of 2025 and 2026). */
const floors = {
  next: '16.4.1',
  react: '19.3.1',
  'react-dom': '19.3.1',
  'next-auth': '4.24.15',
  'drizzle-orm': '0.45.2',
}

test.each(Object.entries(floors))('%s is at or above its security floor %s', (name, floor) => {
  expect(compare(installed(name), floor)).toBeGreaterThanOrEqual(0)
})

test('every dependency is pinned to one exact version', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([, version]) => !/^\d/.test(String(version)),
  )
  expect(loose).toEqual([])
})

test('the lock file names no download host', () => {
  expect(readFileSync('package-lock.json', 'utf8')).not.toMatch(/"resolved": "http/)
})

function compare(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split(/[.-]/).map(Number))
  for (let at = 0; at < 3; at += 1) {
    const difference = (left?.[at] ?? 0) - (right?.[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
