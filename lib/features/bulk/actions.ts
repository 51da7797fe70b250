'use server'

import { defineAction } from '@/lib/platform/action'
import { confirmRun } from './commands/confirm-run'
import { stopRun } from './commands/end-run'
import { startRun } from './commands/start-run'
import { confirmRunInput, runInput, startRunInput } from './schema'

// Every kind asks for its own permission in the command; this one only opens the door.
const runPage = ({ runId }: { runId: string }) => `/staff/bulk/${runId}`

export const beginBulkRun = defineAction({
  name: 'begin_bulk_run',
  as: 'applications.read',
  input: startRunInput,
  run: startRun,
  then: runPage,
  limit: { tries: 30, seconds: 600 },
})

export const confirmBulkRun = defineAction({
  name: 'confirm_bulk_run',
  as: 'applications.read',
  input: confirmRunInput,
  run: confirmRun,
  then: runPage,
})

export const stopBulkRun = defineAction({
  name: 'stop_bulk_run',
  as: 'applications.read',
  input: runInput,
  run: stopRun,
  then: runPage,
})
