'use server'

import { defineAction } from '@/lib/platform/action'
import { secondStepPath } from '@/lib/platform/auth/addresses'
import { withBrowser } from '@/lib/platform/auth/browser'
import {
  inviteStaff as invite,
  sendInvitationAgain as sendAgain,
  withdrawInvitation as withdraw,
} from './commands/invite-staff'
import {
  changeRole as change,
  endSession as end,
  endSessionsOf as endAll,
  letInAgain as letIn,
  resetSecondStep as reset,
  shutOut as shut,
} from './commands/manage-staff'
import { endOtherSessions as endOthers, endOwnSession as endOwn } from './commands/own-sessions'
import { renewRecoveryCodes as renew } from './commands/renew-recovery-codes'
import { beginAuthenticator as begin, takeSecondStep as take } from './commands/second-step'
import {
  beginAuthenticatorInput,
  changeRoleInput,
  endSessionInput,
  invitationInput,
  inviteStaffInput,
  memberInput,
  pressedInput,
  secondStepInput,
} from './schema'

export const beginAuthenticator = defineAction({
  name: 'begin_authenticator',
  as: 'visitor',
  input: beginAuthenticatorInput,
  run: withBrowser(begin),
  // The same page, drawn anew: it now shows the square to scan.
  then: (_begun, { next }) => (next ? `${secondStepPath}?next=${encodeURIComponent(next)}` : secondStepPath),
  limit: { tries: 600, seconds: 60 },
})

// The command counts tries per account; this bound only keeps a flood from the database.
export const takeSecondStep = defineAction({
  name: 'second_step',
  as: 'visitor',
  input: secondStepInput,
  run: withBrowser(take),
  then: ({ goTo }: { goTo: string }) => goTo,
  limit: { tries: 600, seconds: 60 },
})

export const inviteStaff = defineAction({
  name: 'invite_staff',
  as: 'staff.manage',
  input: inviteStaffInput,
  run: invite,
})

export const sendInvitationAgain = defineAction({
  name: 'send_invitation_again',
  as: 'staff.manage',
  input: invitationInput,
  run: sendAgain,
  limit: { tries: 10, seconds: 600 },
})

export const withdrawInvitation = defineAction({
  name: 'withdraw_invitation',
  as: 'staff.manage',
  input: invitationInput,
  run: withdraw,
})

export const changeRole = defineAction({
  name: 'change_role',
  as: 'staff.manage',
  input: changeRoleInput,
  run: change,
})

export const shutOut = defineAction({ name: 'shut_out', as: 'staff.manage', input: memberInput, run: shut })

export const letInAgain = defineAction({
  name: 'let_in_again',
  as: 'staff.manage',
  input: memberInput,
  run: letIn,
})

export const endSessionsOf = defineAction({
  name: 'end_sessions_of',
  as: 'staff.manage',
  input: memberInput,
  run: endAll,
})

export const resetSecondStep = defineAction({
  name: 'reset_second_step',
  as: 'staff.manage',
  input: memberInput,
  run: reset,
})

export const endSession = defineAction({
  name: 'end_session',
  as: 'staff.manage',
  input: endSessionInput,
  run: end,
})

export const endOwnSession = defineAction({
  name: 'end_own_session',
  as: 'applications.read',
  input: endSessionInput,
  run: endOwn,
})

export const endOtherSessions = defineAction({
  name: 'end_other_sessions',
  as: 'applications.read',
  input: pressedInput,
  run: endOthers,
})

export const renewRecoveryCodes = defineAction({
  name: 'renew_recovery_codes',
  as: 'applications.read',
  input: pressedInput,
  run: renew,
  limit: { tries: 10, seconds: 600 },
})
