import { expect, test } from 'vitest'
import { seedPeople } from '@/db/seed/people'
import { checkPage, formPages } from '@/lib/features/applications/schema'
import { sampleAnswers } from './seed-answers'

test.each(Object.entries(seedPeople))(
  '%s of the demo world could have typed every page of the form',
  (_key, person) => {
    const answers = sampleAnswers(person)
    for (const page of formPages.filter((page) => page !== 'preferences'))
      expect(checkPage(page, answers[page] ?? {}), page).toMatchObject({ ok: true })
  },
)
