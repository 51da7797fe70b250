import { z } from 'zod'
import { isPersonName, tidyLine } from '@/lib/domain/applicants/typed-text'
import { localPath } from '@/lib/domain/shared/local-path'
import { staffRoles } from '@/lib/domain/partners/permissions'

// A complaint is a message key below `form.errors`.

/** Days for which an invitation stands. */
export const invitationDays = 7

const ownPath = z.string().optional().transform(localPath)
const role = z.enum(staffRoles, 'role.required')

/** Six digits of the app, or a recovery code of ten letters; spaces and dashes are forgiven. */
const secondCode = z
  .string()
  .default('')
  .transform((typed) => tidyLine(typed).toLowerCase().replace(/[\s-]/g, ''))
  .pipe(
    z
      .string()
      .min(1, 'code.required')
      .regex(/^(\d{6}|[a-z0-9]{10})$/, 'code.invalid'),
  )

/** The press of a button that says it all. */
export const pressedInput = z.object({})

/** Begins an authenticator; `next` is kept only when it is a page of ours. */
export const beginAuthenticatorInput = z.object({ next: ownPath })

/** The second step of signing in; `next` is kept only when it is a page of ours. */
export const secondStepInput = z.object({ code: secondCode, next: ownPath })
export type SecondStepInput = z.output<typeof secondStepInput>

/** A colleague to be invited. */
export const inviteStaffInput = z.object({
  email: z
    .string()
    .default('')
    .transform((typed) => tidyLine(typed).toLowerCase())
    .pipe(z.string().min(1, 'email.required').max(254, 'email.tooLong').pipe(z.email('email.invalid'))),
  fullName: z
    .string()
    .default('')
    .transform(tidyLine)
    .pipe(
      z
        .string()
        .min(1, 'fullName.required')
        .max(100, 'fullName.tooLong')
        .refine((name) => name === '' || isPersonName(name), 'fullName.invalid'),
    ),
  role,
})
export type InviteStaffInput = z.output<typeof inviteStaffInput>

export const invitationInput = z.object({ invitationId: z.guid() })
export type InvitationInput = z.output<typeof invitationInput>

/** A colleague's account. */
export const memberInput = z.object({ accountId: z.guid() })
export type MemberInput = z.output<typeof memberInput>

export const changeRoleInput = memberInput.extend({ role })
export type ChangeRoleInput = z.output<typeof changeRoleInput>

export const endSessionInput = z.object({ sessionId: z.guid() })
export type EndSessionInput = z.output<typeof endSessionInput>
