'use server'

import { defineAction } from '@/lib/platform/action'
import * as panel from './commands/panel'
import { chooseFaultInput, endSessionsInput, moveClockInput, resetWorldInput } from './schema'

const toPanel = () => '/staff/sandbox'

export const moveClock = defineAction({
  name: 'move_clock',
  as: 'sandbox.use',
  input: moveClockInput,
  run: panel.moveClock,
  then: toPanel,
})
export const chooseFault = defineAction({
  name: 'choose_fault',
  as: 'sandbox.use',
  input: chooseFaultInput,
  run: panel.chooseFault,
  then: toPanel,
})
export const endApplicantSessions = defineAction({
  name: 'end_applicant_sessions',
  as: 'sandbox.use',
  input: endSessionsInput,
  run: panel.endApplicantSessions,
})
export const beginAfresh = defineAction({
  name: 'begin_afresh',
  as: 'sandbox.use',
  input: resetWorldInput,
  run: panel.beginAfresh,
  then: () => '/sign-in',
})
