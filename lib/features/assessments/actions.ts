'use server'

import { defineAction } from '@/lib/platform/action'
import { aliasProgramme } from './commands/alias-programme'
import { checkNow } from './commands/check-now'
import { chooseRecommendation, continueWithoutChoosing } from './commands/choose-recommendation'
import { aliasProgrammeInput, applicationInput, chooseRecommendationInput } from './schema'

export const checkMyResult = defineAction({
  name: 'check_my_result',
  as: 'applicant',
  input: applicationInput,
  run: checkNow,
  then: (_checked, { number }) => `/applications/${number}/assessment`,
})

export const checkResult = defineAction({
  name: 'check_result',
  as: 'assessments.check',
  input: applicationInput,
  run: checkNow,
  then: (_checked, { number }) => `/staff/applications/${number}`,
})

export const applyForRecommendation = defineAction({
  name: 'apply_for_recommendation',
  as: 'applicant',
  input: chooseRecommendationInput,
  run: chooseRecommendation,
  then: ({ isSubmitted }, { number }) =>
    isSubmitted
      ? `/applications/${number}/recommendations?chosen=1`
      : `/applications/${number}/form/preferences`,
})

export const goOnWithoutChoosing = defineAction({
  name: 'go_on_without_choosing',
  as: 'applicant',
  input: applicationInput,
  run: continueWithoutChoosing,
  then: (_nothing, { number }) => `/applications/${number}`,
})

export const aliasCourse = defineAction({
  name: 'alias_course',
  as: 'programmes.alias',
  input: aliasProgrammeInput,
  run: aliasProgramme,
})
