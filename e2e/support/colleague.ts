import type { App } from './app'
import { codeShown, field, takesSecondStep } from './entrance'
import { type PartnerSlug, someone } from './people'
import type { Staff } from './staff'
import type { Visitor } from './visitor'

/** The roles as the invitation names them. */
const roleNames = {
  reviewer: 'Reviewer',
  admissions_officer: 'Admissions officer',
  finance: 'Finance',
  admin: 'Administrator',
} as const

/** Somebody new who works here: invited by an administrator, with a password and an authenticator of their own. */
export async function invitesColleague(
  app: App,
  admin: Staff,
  partner: PartnerSlug,
  role: keyof typeof roleNames,
): Promise<Visitor> {
  const person = someone(role === 'admissions_officer' ? 'Officer' : role)
  await admin.goes('/staff/settings/people')
  await field(admin.page, 'Full name').fill(person.fullName)
  await field(admin.page, 'E-mail address').fill(person.email)
  await admin.page.getByLabel('Role', { exact: true }).selectOption({ label: roleNames[role] })
  await admin.presses('Send the invitation')
  await admin.sees(/^The invitation is on its way/)

  const colleague = await app.applicant(partner, person)
  const { page } = colleague
  await colleague.goes('/forgot-password')
  await field(page, 'E-mail address').fill(person.email)
  await colleague.presses('Send me a code')
  await colleague.seesHeading('Choose a new password')
  await field(page, 'Six-digit code').fill(await codeShown(page))
  await field(page, 'New password').fill(person.password)
  await colleague.presses('Save password and sign in')
  await colleague.seesHeading('Protect your account with a second step')
  await colleague.presses('Set up my authenticator')
  await colleague.seesHeading('Set up your authenticator')
  await takesSecondStep(page, 'Confirm and go to the console')
  return colleague
}
