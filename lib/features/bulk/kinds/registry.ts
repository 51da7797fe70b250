import { assignReviewer } from './assign-reviewer'
import type { BulkKind } from './kind'
import { message } from './message'
import { moveStage } from './move-stage'
import { recheckAssessment } from './recheck-assessment'
import { waiveFee } from './waive-fee'

/** Everything that can be done to many applications. A new kind is a file, a line here and its words in `bulk.kinds`. */
export const bulkKinds = {
  assign_reviewer: assignReviewer,
  move_stage: moveStage,
  message,
  waive_fee: waiveFee,
  recheck_assessment: recheckAssessment,
} as const satisfies Record<string, BulkKind>
export type BulkKindId = keyof typeof bulkKinds

export const bulkKindIds = Object.keys(bulkKinds) as BulkKindId[]

/** The kind of that id; null for a word that names none (a run of a kind that is gone). */
export const findKind = (id: string): BulkKind | null =>
  Object.hasOwn(bulkKinds, id) ? bulkKinds[id as BulkKindId] : null
