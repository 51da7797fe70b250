'use server'

import { defineAction } from '@/lib/platform/action'
import { parkForm } from './commands/park-form'
import { autosavePage as autosave, savePage as save } from './commands/save-page'
import { startApplication as start } from './commands/start-application'
import { startReview as beginReview } from './commands/start-review'
import { submitApplication as submit } from './commands/submit-application'
import {
  applicationNumberInput,
  autosaveInput,
  savePageInput,
  startApplicationInput,
  submitApplicationInput,
} from './schema'

export const startApplication = defineAction({
  name: 'start_application',
  as: 'applicant',
  input: startApplicationInput,
  run: start,
  then: ({ number }) => `/applications/${number}`,
})

export const savePage = defineAction({
  name: 'save_page',
  as: 'applicant',
  input: savePageInput,
  run: save,
  then: ({ goTo }) => goTo,
  whenShutOut: parkForm,
})

// Every pause in typing is one call, so it has a wider limit of its own.
export const autosavePage = defineAction({
  name: 'autosave_page',
  as: 'applicant',
  input: autosaveInput,
  limit: { tries: 240, seconds: 60 },
  run: autosave,
  whenShutOut: parkForm,
})

export const submitApplication = defineAction({
  name: 'submit_application',
  as: 'applicant',
  input: submitApplicationInput,
  run: submit,
  then: ({ number }) => `/applications/${number}/form/submitted`,
})

export const startReview = defineAction({
  name: 'start_review',
  as: 'applications.review',
  input: applicationNumberInput,
  run: beginReview,
})
