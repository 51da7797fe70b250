'use server'

import type { Result } from '@/lib/domain/shared/result'
import { defineAction } from '@/lib/platform/action'
import * as adding from './commands/add-connection'
import * as creating from './commands/create-intake'
import * as budgeting from './commands/set-call-budget'
import * as programming from './commands/programmes'
import * as publishing from './commands/publish-terms'
import * as saving from './commands/save-connection'
import * as drafting from './commands/save-terms'
import * as proving from './commands/start-conformance'
import * as testing from './commands/test-connection'
import {
  addConnectionInput,
  connectionFormInput,
  connectionInput,
  createIntakeInput,
  intakeInput,
  listTestsInput,
  programmeAliasInput,
  programmeInput,
  publishTermsInput,
  saveProgrammeInput,
  setCallBudgetInput,
  startConformanceInput,
  termsFormInput,
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
export const createIntake = defineAction({
  name: 'create_intake',
  as: 'intakes.manage',
  input: createIntakeInput,
  run: creating.createIntake,
  then: ({ id }) => `/staff/settings/intakes/${id}`,
})
export const saveTerms = defineAction({
  name: 'save_terms',
  as: 'intakes.manage',
  input: termsFormInput,
  run: async (ctx, input): Promise<Result<drafting.SavedTerms | testing.ListedTests>> =>
    'intakeId' in input ? drafting.saveTerms(ctx, input) : testing.listConnectionTests(ctx, input),
})
export const discardTerms = defineAction({
  name: 'discard_terms',
  as: 'intakes.manage',
  input: intakeInput,
  run: drafting.discardTerms,
})
export const publishTerms = defineAction({
  name: 'publish_terms',
  as: 'intakes.manage',
  input: publishTermsInput,
  run: publishing.publishTerms,
})
export const saveProgramme = defineAction({
  name: 'save_programme',
  as: 'intakes.manage',
  input: saveProgrammeInput,
  run: programming.saveProgramme,
})
export const addProgramme = defineAction({
  name: 'add_programme',
  as: 'intakes.manage',
  input: saveProgrammeInput,
  run: programming.saveProgramme,
  then: ({ id }) => `/staff/settings/programmes/${id}`,
})
export const removeAlias = defineAction({
  name: 'remove_alias',
  as: 'intakes.manage',
  input: programmeAliasInput,
  run: programming.removeAlias,
})
export const retireProgramme = defineAction({
  name: 'retire_programme',
  as: 'intakes.manage',
  input: programmeInput,
  run: programming.retireProgramme,
})
export const restoreProgramme = defineAction({
  name: 'restore_programme',
  as: 'intakes.manage',
  input: programmeInput,
  run: programming.restoreProgramme,
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
