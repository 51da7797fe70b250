'use server'

import type { Result } from '@/lib/domain/shared/result'
import { defineAction } from '@/lib/platform/action'
import * as adding from './commands/add-connection'
import * as assigning from './commands/assign-assessment'
import * as budgeting from './commands/set-call-budget'
import * as saving from './commands/save-connection'
import * as proving from './commands/start-conformance'
import * as testing from './commands/test-connection'
import {
  addConnectionInput,
  assessmentFormInput,
  connectionFormInput,
  connectionInput,
  listTestsInput,
  setCallBudgetInput,
  startConformanceInput,
} from './schema'

/** A question to an outside system: a few a minute are enough for a person. */
const toOutside = { tries: 10, seconds: 60 }

export const addConnection = defineAction({
  name: 'add_connection',
  as: 'settings.manage',
  input: addConnectionInput,
  run: adding.addConnection,
  then: ({ id }) => `/staff/settings/connections/${id}`,
})
export const saveConnection = defineAction({
  name: 'save_connection',
  as: 'settings.manage',
  input: connectionFormInput,
  run: async (ctx, input): Promise<Result<{ changed: string[] } | testing.ListedTests>> =>
    'typed' in input ? testing.listConnectionTests(ctx, input) : saving.saveConnection(ctx, input),
})
export const testConnection = defineAction({
  name: 'test_connection',
  as: 'settings.manage',
  input: connectionInput,
  run: testing.testConnection,
  limit: toOutside,
})
export const listConnectionTests = defineAction({
  name: 'list_connection_tests',
  as: 'settings.manage',
  input: listTestsInput,
  run: testing.listConnectionTests,
  limit: toOutside,
})
export const assignAssessment = defineAction({
  name: 'assign_assessment',
  as: 'settings.manage',
  input: assessmentFormInput,
  run: async (ctx, input): Promise<Result<void | testing.ListedTests>> =>
    'typed' in input ? testing.listConnectionTests(ctx, input) : assigning.assignAssessment(ctx, input),
})
export const setCallBudget = defineAction({
  name: 'set_call_budget',
  as: 'settings.manage',
  input: setCallBudgetInput,
  run: budgeting.setCallBudget,
})
export const startConformance = defineAction({
  name: 'start_conformance',
  as: 'settings.manage',
  input: startConformanceInput,
  run: proving.startConformance,
  limit: toOutside,
})
