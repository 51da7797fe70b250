import { expect } from '@playwright/test'
import type { Visitor, Words } from './visitor'

/** What the partner's people do in the console. */
export type Staff = Visitor & {
  opensApplication: (number: string) => Promise<void>
  seesInLog: (words: Words) => Promise<void>
}

export function staffOf(visitor: Visitor): Staff {
  const { page, goes } = visitor
  return {
    ...visitor,
    opensApplication: (number) => goes(`/staff/applications/${number}`),
    async seesInLog(words) {
      await goes('/staff/integrations')
      await expect(page.getByText(words).first()).toBeVisible()
    },
  }
}
