import type { Page } from '@playwright/test'
import { accountOf } from './account'
import { assessmentOf } from './assessment'
import { feeOf } from './fee'
import { journeyOf } from './journey'
import type { NewApplicant } from './people'
import { visitorAt } from './visitor'

/** An applicant with a browser: every verb of the product, none of its clicks. */
export type Applicant = ReturnType<typeof applicantAt> & {
  /** The same person in another tab of the same browser, at the same application. */
  opensSecondTab: () => Promise<Applicant>
}

export function enterAs(person: NewApplicant, page: Page): Applicant {
  const applicant = applicantAt(person, page)
  return {
    ...applicant,
    async opensSecondTab() {
      const second = enterAs(person, await page.context().newPage())
      second.opensApplication(applicant.number())
      return second
    },
  }
}

function applicantAt(person: NewApplicant, page: Page) {
  const visitor = visitorAt(person, page)
  const journey = journeyOf(visitor)
  return {
    ...visitor,
    ...accountOf(visitor),
    ...journey,
    ...assessmentOf(visitor, journey),
    ...feeOf(visitor, journey),
  }
}
