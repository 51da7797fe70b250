'use server'

import { defineAction } from '@/lib/platform/action'
import { acceptOffer, declineOffer } from './commands/answer-offer'
import { confirmDecision, takeBackDecision } from './commands/confirm'
import { confirmMany, proposeMany } from './commands/decide-many'
import { publishLetterTemplate, saveLetterTemplate } from './commands/edit-templates'
import { moveUpWaitlist } from './commands/move-up'
import { approveRelease, createRelease, dryRunRelease } from './commands/prepare-release'
import { proposeDecision } from './commands/propose'
import {
  closeRelease,
  resumeRelease,
  scheduleRelease,
  startRelease,
  stopRelease,
} from './commands/run-release'
import { setSeats } from './commands/set-seats'
import { undoItem, undoRelease } from './commands/undo-release'
import {
  applicationInput,
  approveReleaseInput,
  confirmManyInput,
  createReleaseInput,
  poolInput,
  proposeInput,
  proposeManyInput,
  publishTemplateInput,
  releaseInput,
  releaseItemInput,
  saveTemplateInput,
  scheduleReleaseInput,
  setSeatsInput,
  takeBackInput,
} from './schema'

export const propose = defineAction({
  name: 'propose_decision',
  as: 'decisions.propose',
  input: proposeInput,
  run: proposeDecision,
  then: (_made, { number }) => `/staff/applications/${number}?done=decision_proposed#decision`,
})

export const confirm = defineAction({
  name: 'confirm_decision',
  as: 'decisions.confirm',
  input: applicationInput,
  run: confirmDecision,
})

export const takeBack = defineAction({
  name: 'take_back_decision',
  as: 'decisions.propose',
  input: takeBackInput,
  run: takeBackDecision,
})

export const proposeForMany = defineAction({
  name: 'propose_for_many',
  as: 'decisions.propose',
  input: proposeManyInput,
  run: proposeMany,
})

export const confirmForMany = defineAction({
  name: 'confirm_for_many',
  as: 'decisions.confirm',
  input: confirmManyInput,
  run: confirmMany,
})

export const moveUp = defineAction({
  name: 'move_up_waitlist',
  as: 'decisions.propose',
  input: poolInput,
  run: moveUpWaitlist,
})

export const planRelease = defineAction({
  name: 'plan_release',
  as: 'decisions.release',
  input: createReleaseInput,
  run: createRelease,
  then: ({ releaseId }) => `/staff/decisions/releases/${releaseId}`,
})

export const runReleaseDry = defineAction({
  name: 'run_release_dry',
  as: 'decisions.release',
  input: releaseInput,
  run: dryRunRelease,
})

export const approve = defineAction({
  name: 'approve_release',
  as: 'decisions.confirm',
  input: approveReleaseInput,
  run: approveRelease,
})

export const schedule = defineAction({
  name: 'schedule_release',
  as: 'decisions.release',
  input: scheduleReleaseInput,
  run: scheduleRelease,
})

export const start = defineAction({
  name: 'start_release',
  as: 'decisions.release',
  input: releaseInput,
  run: startRelease,
})

export const stop = defineAction({
  name: 'stop_release',
  as: 'decisions.release',
  input: releaseInput,
  run: stopRelease,
})

export const resume = defineAction({
  name: 'resume_release',
  as: 'decisions.release',
  input: releaseInput,
  run: resumeRelease,
})

export const close = defineAction({
  name: 'close_release',
  as: 'decisions.release',
  input: releaseInput,
  run: closeRelease,
})

export const undo = defineAction({
  name: 'undo_release',
  as: 'decisions.release',
  input: releaseInput,
  run: undoRelease,
})

export const undoOne = defineAction({
  name: 'undo_released_decision',
  as: 'decisions.release',
  input: releaseItemInput,
  run: undoItem,
})

export const saveSeats = defineAction({
  name: 'set_seats',
  as: 'intakes.manage',
  input: setSeatsInput,
  run: setSeats,
})

export const saveTemplate = defineAction({
  name: 'save_letter_template',
  as: 'templates.manage',
  input: saveTemplateInput,
  run: saveLetterTemplate,
})

export const publishTemplate = defineAction({
  name: 'publish_letter_template',
  as: 'templates.manage',
  input: publishTemplateInput,
  run: publishLetterTemplate,
})

export const accept = defineAction({
  name: 'accept_offer',
  as: 'applicant',
  input: applicationInput,
  run: acceptOffer,
  then: (_nothing, { number }) => `/applications/${number}/decision`,
})

export const decline = defineAction({
  name: 'decline_offer',
  as: 'applicant',
  input: applicationInput,
  run: declineOffer,
  then: (_nothing, { number }) => `/applications/${number}/decision`,
})
