'use server'

import { defineAction } from '@/lib/platform/action'
import { aliasProgramme } from './commands/alias-programme'
import { cancelAttempt as cancel } from './commands/cancel-attempt'
import { checkNow } from './commands/check-now'
import { chooseRecommendation, continueWithoutChoosing } from './commands/choose-recommendation'
import { closeStaffTask as closeTask } from './commands/close-staff-task'
import { eraseAtProvider as erase } from './commands/erase-at-provider'
import { fetchReports as fetchThem } from './commands/fetch-reports'
import { grantExtraTime } from './commands/grant-extra-time'
import { orderRetake as allowRetake } from './commands/order-retake'
import { orderVerification as order } from './commands/order-verification'
import { resetSection as reset } from './commands/reset-section'
import { editRules } from './commands/edit-rules'
import { recommendAgain } from './commands/recommend-by-rules'
import { assignRuleSet, createRuleSet } from './commands/rule-sets'
import {
  aliasProgrammeInput,
  applicationInput,
  assignRuleSetInput,
  attemptInput,
  chooseRecommendationInput,
  closeStaffTaskInput,
  createRuleSetInput,
  editRulesInput,
  extraTimeInput,
  orderRetakeInput,
  sectionInput,
} from './schema'

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

/** Back to the record, which says what was done: the form that was pressed may be locked by then. */
const recordOf = (number: string, done: string) => `/staff/applications/${number}?done=${done}#attempts`

export const orderRetake = defineAction({
  name: 'order_retake',
  as: 'assessments.manage',
  input: orderRetakeInput,
  run: allowRetake,
  then: (_retake, { number }) => recordOf(number, 'retake'),
})

export const cancelAttempt = defineAction({
  name: 'cancel_attempt',
  as: 'assessments.manage',
  input: attemptInput,
  run: cancel,
  then: (_nothing, { number }) => recordOf(number, 'cancel'),
})

export const resetSection = defineAction({
  name: 'reset_section',
  as: 'assessments.manage',
  input: sectionInput,
  run: reset,
  then: (_nothing, { number }) => recordOf(number, 'reset_section'),
})

export const orderVerification = defineAction({
  name: 'order_verification',
  as: 'assessments.manage',
  input: sectionInput,
  run: order,
  then: (_nothing, { number }) => recordOf(number, 'order_verification'),
})

export const fetchReports = defineAction({
  name: 'fetch_reports',
  as: 'assessments.manage',
  input: attemptInput,
  run: fetchThem,
  then: (_files, { number }) => recordOf(number, 'fetch_reports'),
})

export const eraseAtProvider = defineAction({
  name: 'erase_at_provider',
  as: 'assessments.manage',
  input: attemptInput,
  run: erase,
  then: ({ by }, { number }) => recordOf(number, by === 'task' ? 'erase_task' : 'erase_at_provider'),
})

export const arrangeExtraTime = defineAction({
  name: 'arrange_extra_time',
  as: 'accommodations.manage',
  input: extraTimeInput,
  run: grantExtraTime,
  then: ({ route }, { number }) => recordOf(number, `extra_time_${route}`),
})

export const closeStaffTask = defineAction({
  name: 'close_staff_task',
  as: 'assessments.manage',
  input: closeStaffTaskInput,
  run: closeTask,
  then: () => '/staff/tasks?done=closed',
})

export const beginRuleSet = defineAction({
  name: 'begin_rule_set',
  as: 'rules.manage',
  input: createRuleSetInput,
  run: createRuleSet,
  then: ({ id }) => `/staff/settings/recommendations/${id}`,
})

export const changeRules = defineAction({
  name: 'change_rules',
  as: 'rules.manage',
  input: editRulesInput,
  run: editRules,
})

export const assignRules = defineAction({
  name: 'use_rules',
  as: 'rules.manage',
  input: assignRuleSetInput,
  run: assignRuleSet,
})

export const recommendOnceMore = defineAction({
  name: 'recommend_once_more',
  as: 'rules.manage',
  input: attemptInput,
  run: recommendAgain,
})
