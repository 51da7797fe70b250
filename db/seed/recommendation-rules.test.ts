import { describe, expect, test } from 'vitest'
import { complaintsAbout } from '@/lib/domain/assessments/rule-complaints'
import { toRules, toTypedRules } from '@/lib/domain/assessments/typed-rules'
import { findAssessmentProvider } from '@/lib/providers/assessments/registry'
import { tests as imochaTests } from '@/lib/providers/assessments/imocha/simulator-tests'
import {
  groups,
  questionsOf,
  tests as partnershipTests,
} from '@/lib/providers/assessments/test-partnership/simulator-questions'
import { seedPartners } from './partners'
import { seedRuleSets } from './recommendation-rules'

/** Names of marks that the simulators can give. */
const known: Record<string, Set<string>> = {
  imocha: new Set([
    'overall ',
    ...imochaTests.flatMap(({ sections }) => sections.map(({ name }) => `section ${name}`)),
  ]),
  'test-partnership': new Set([
    ...Object.values(partnershipTests).map(({ name }) => `section ${name}`),
    ...questionsOf('personality', false).map(({ scale }) => `scale ${scale}`),
    ...groups.map(({ name, report }) => `group ${name} ${report}`),
  ]),
}

describe.each(seedRuleSets.map((set) => [`${set.partner}: ${set.name}`, set] as const))(
  '%s',
  (_name, set) => {
    const partner = seedPartners.find(({ slug }) => slug === set.partner)

    test('would be accepted by the editor and come out of it the same', () => {
      const codes = partner?.programmes.map(({ code }) => code) ?? []
      expect(complaintsAbout(toTypedRules(set.rules), codes)).toEqual([])
      expect(toRules(toTypedRules(set.rules))).toEqual(set.rules)
    })

    test.each(set.intakes)(
      '%s offers what its rules recommend, and its provider gives the marks they ask for',
      (code) => {
        const intake = partner?.intakes.find((each) => each.code === code)
        const connection = partner?.assessments.find(({ label }) => label === intake?.assessment)
        expect(findAssessmentProvider(connection?.provider ?? '')?.capabilities.sendsRecommendations).toBe(
          false,
        )
        const recommended = set.rules.rules.map(({ programmeCode }) => programmeCode)
        expect(intake?.programmes.filter((each) => !recommended.includes(each))).toEqual([])
        const asked = set.rules.rules
          .flatMap(({ conditions }) => conditions)
          .flatMap((each) =>
            each.kind === 'mark'
              ? [[each.level, each.name, each.reportType].filter((part) => part !== null).join(' ')]
              : [],
          )
        expect(asked.filter((mark) => !known[connection?.provider ?? '']?.has(mark))).toEqual([])
      },
    )
  },
)

test('every open intake whose provider sends marks only has its rules', () => {
  const without = seedPartners.flatMap(({ slug, intakes, assessments }) =>
    intakes
      .filter(({ assessment = 'StudyHQ' }) => {
        const provider = assessments.find(({ label }) => label === assessment)?.provider
        return !findAssessmentProvider(provider ?? '')?.capabilities.sendsRecommendations
      })
      .filter(({ code }) => !seedRuleSets.some((set) => set.partner === slug && set.intakes.includes(code)))
      .map(({ code }) => `${slug} ${code}`),
  )
  expect(without).toEqual([])
})
