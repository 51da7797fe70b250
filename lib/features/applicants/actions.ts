'use server'

import { defineAction } from '@/lib/platform/action'
import { withBrowser } from '@/lib/platform/auth/browser'
import { agreeToPrivacyNotice as agree } from './commands/agree-to-privacy-notice'
import { register as registerApplicant } from './commands/register'
import {
  dismissSuspicion as dismiss,
  linkApplicants as link,
  unlinkApplicants as unlink,
} from './commands/link-applicants'
import { resendCode as resend } from './commands/resend-code'
import { askForReset, resetPassword as reset } from './commands/reset-password'
import { signOutDevice as endDevice, signOutEverywhere as endAll } from './commands/sessions'
import { signIn as enter } from './commands/sign-in'
import { verifyEmail as verify } from './commands/verify-email'
import type { GoTo } from './commands/ways'
import {
  agreeInput,
  dismissInput,
  forgotPasswordInput,
  linkInput,
  pressedInput,
  registerInput,
  resetPasswordInput,
  signInInput,
  signOutDeviceInput,
  verifyCodeInput,
} from './schema'

// The commands count per account, per browser and per address; this bound only keeps a flood from the database.
const flood = { tries: 600, seconds: 60 }
const whereTo = ({ goTo }: GoTo) => goTo

export const register = defineAction({
  name: 'register',
  as: 'visitor',
  input: registerInput,
  run: withBrowser(registerApplicant),
  then: whereTo,
  limit: flood,
})

// Whoever has not agreed is no applicant to the other actions yet: the command looks for them in the session.
export const agreeToPrivacyNotice = defineAction({
  name: 'agree_to_privacy_notice',
  as: 'visitor',
  input: agreeInput,
  run: withBrowser(agree),
  then: whereTo,
  limit: flood,
})

export const verifyEmail = defineAction({
  name: 'verify_email',
  as: 'visitor',
  input: verifyCodeInput,
  run: withBrowser(verify),
  then: whereTo,
  limit: flood,
})

export const resendCode = defineAction({
  name: 'resend_code',
  as: 'visitor',
  input: pressedInput,
  run: withBrowser(resend),
  then: whereTo,
  limit: flood,
})

export const signIn = defineAction({
  name: 'sign_in',
  as: 'visitor',
  input: signInInput,
  run: withBrowser(enter),
  then: whereTo,
  limit: flood,
})

export const forgotPassword = defineAction({
  name: 'forgot_password',
  as: 'visitor',
  input: forgotPasswordInput,
  run: withBrowser(askForReset),
  then: whereTo,
  limit: flood,
})

export const resetPassword = defineAction({
  name: 'reset_password',
  as: 'visitor',
  input: resetPasswordInput,
  run: withBrowser(reset),
  then: whereTo,
  limit: flood,
})

export const signOutDevice = defineAction({
  name: 'sign_out_device',
  as: 'applicant',
  input: signOutDeviceInput,
  run: endDevice,
  then: whereTo,
})

export const signOutEverywhere = defineAction({
  name: 'sign_out_everywhere',
  as: 'applicant',
  input: pressedInput,
  run: endAll,
  then: whereTo,
})

export const linkApplicants = defineAction({
  name: 'link_applicants',
  as: 'applicants.link',
  input: linkInput,
  run: link,
})
export const unlinkApplicants = defineAction({
  name: 'unlink_applicants',
  as: 'applicants.link',
  input: linkInput,
  run: unlink,
})
export const dismissSuspicion = defineAction({
  name: 'dismiss_suspicion',
  as: 'applicants.link',
  input: dismissInput,
  run: dismiss,
})
