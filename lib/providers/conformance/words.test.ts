import { expect, test } from 'vitest'
import { messages } from '@/lib/platform/i18n/messages'
import { assessmentProviders } from '@/lib/providers/assessments/registry'

// Enough for every provider to open; each takes the names it knows.
const settings = {
  ...{ tokenId: 'id', tokenSecret: 'secret', projectId: 'p', apiKey: 'key', testId: '1' },
  ...{ username: 'user', password: 'password', projectAccessKey: 'key' },
}
const titlesOf = (locale: 'en' | 'hi', provider: string): Record<string, string> =>
  (messages[locale].conformance as Record<string, Record<string, string>>)[provider] ?? {}

test.each(Object.entries(assessmentProviders))(
  'the settings page has a sentence for every check of %s, in both languages, and in English the report’s own',
  (provider, door) => {
    const checks = door.open(settings).conformance
    expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length)
    expect(titlesOf('en', provider)).toEqual(Object.fromEntries(checks.map(({ id, title }) => [id, title])))
    expect(Object.keys(titlesOf('hi', provider)).sort()).toEqual(checks.map(({ id }) => id).sort())
    expect(checks[0]?.isGate).toBe(true)
  },
)
