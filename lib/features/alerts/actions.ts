'use server'

import { defineAction } from '@/lib/platform/action'
import * as alerting from './commands/alert-verbs'
import * as backfilling from './commands/backfill-verbs'
import * as replaying from './commands/replay-call'
import {
  acknowledgeInput,
  assignAlertInput,
  backfillInput,
  replayInput,
  saveRuleInput,
  startBackfillInput,
} from './schema'

export const acknowledgeAlert = defineAction({
  name: 'acknowledge_alert',
  as: 'alerts.read',
  input: acknowledgeInput,
  run: alerting.acknowledgeAlert,
})

export const assignAlert = defineAction({
  name: 'assign_alert',
  as: 'alerts.read',
  input: assignAlertInput,
  run: alerting.assignAlert,
})

export const saveAlertRule = defineAction({
  name: 'save_alert_rule',
  as: 'alerts.manage',
  input: saveRuleInput,
  run: alerting.saveAlertRule,
})

export const replayCall = defineAction({
  name: 'replay_call',
  as: 'integrations.replay',
  input: replayInput,
  run: replaying.replayCall,
  limit: { tries: 20, seconds: 60 },
})

export const startBackfill = defineAction({
  name: 'start_backfill',
  as: 'integrations.replay',
  input: startBackfillInput,
  run: backfilling.startBackfill,
  then: ({ id }) => `/staff/integrations/backfills/${id}`,
  limit: { tries: 10, seconds: 60 },
})

export const stopBackfill = defineAction({
  name: 'stop_backfill',
  as: 'integrations.replay',
  input: backfillInput,
  run: backfilling.stopBackfill,
})

export const resumeBackfill = defineAction({
  name: 'resume_backfill',
  as: 'integrations.replay',
  input: backfillInput,
  run: backfilling.resumeBackfill,
})
