'use server'

import { defineAction } from '@/lib/platform/action'
import * as assigning from './commands/assign'
import * as closing from './commands/close-query'
import * as ending from './commands/end-assignment'
import * as judging from './commands/judge-document'
import * as moving from './commands/move-stage'
import * as noting from './commands/notes'
import * as raising from './commands/raise-query'
import * as reviewing from './commands/review'
import * as scoring from './commands/scorecards'
import * as staging from './commands/stages'
import {
  assignInput,
  declineInput,
  judgeDocumentInput,
  moveStageInput,
  noteInput,
  queryInput,
  raiseQueryInput,
  readMentionInput,
  reviewInput,
  reviewNumberInput,
  scorecardInput,
  stageInput,
  stageRefInput,
  unassignInput,
} from './schema'

export const assignReviewers = defineAction({
  name: 'assign_reviewers',
  as: 'applications.assign',
  input: assignInput,
  run: assigning.assignReviewers,
})

export const unassignReviewer = defineAction({
  name: 'unassign_reviewer',
  as: 'applications.assign',
  input: unassignInput,
  run: ending.unassignReviewer,
})

export const declineReview = defineAction({
  name: 'decline_review',
  as: 'applications.review',
  input: declineInput,
  run: ending.declineReview,
  then: () => '/staff/review',
})

export const moveStage = defineAction({
  name: 'move_stage',
  as: 'applications.assign',
  input: moveStageInput,
  run: moving.moveStage,
})

export const saveReview = defineAction({
  name: 'save_review',
  as: 'applications.review',
  input: reviewInput,
  run: reviewing.saveReview,
  limit: { tries: 120, seconds: 60 },
})

export const submitReview = defineAction({
  name: 'submit_review',
  as: 'applications.review',
  input: reviewInput,
  run: reviewing.submitReview,
  // The next of one's own queue, whatever it is when the page is asked for.
  then: (_, { number }) => `/staff/review?submitted=${encodeURIComponent(number)}`,
})

export const reopenReview = defineAction({
  name: 'reopen_review',
  as: 'applications.review',
  input: reviewNumberInput,
  run: reviewing.reopenReview,
})

export const raiseQuery = defineAction({
  name: 'raise_query',
  as: 'applications.query',
  input: raiseQueryInput,
  run: raising.raiseQuery,
})

export const acceptAnswer = defineAction({
  name: 'accept_answer',
  as: 'applications.query',
  input: queryInput,
  run: closing.acceptAnswer,
})

export const withdrawQuery = defineAction({
  name: 'withdraw_query',
  as: 'applications.query',
  input: queryInput,
  run: closing.withdrawQuery,
})

export const judgeDocument = defineAction({
  name: 'judge_document',
  as: 'applications.query',
  input: judgeDocumentInput,
  run: judging.judgeDocument,
})

export const writeNote = defineAction({
  name: 'write_note',
  as: 'applications.read',
  input: noteInput,
  run: noting.writeNote,
})

export const readMention = defineAction({
  name: 'read_mention',
  as: 'applications.read',
  input: readMentionInput,
  run: noting.readMention,
})

export const saveStage = defineAction({
  name: 'save_stage',
  as: 'intakes.manage',
  input: stageInput,
  run: staging.saveStage,
})

export const retireStage = defineAction({
  name: 'retire_stage',
  as: 'intakes.manage',
  input: stageRefInput,
  run: staging.retireStage,
})

export const raiseStage = defineAction({
  name: 'raise_stage',
  as: 'intakes.manage',
  input: stageRefInput,
  run: staging.raiseStage,
})

export const saveScorecard = defineAction({
  name: 'save_scorecard',
  as: 'intakes.manage',
  input: scorecardInput,
  run: scoring.saveScorecard,
})
