import { type Tx, database } from '@/db/client'
import { parkedForms } from '@/db/schema/accounts'
import { currentTime } from '@/lib/platform/clock'
import { encrypt } from '@/lib/platform/secrets'
import { isParkedForm, parkedFormName, parkedFormSeal } from '../queries/parked-form'
import { pageAddress } from '../schema'

type Owner = { partnerId: string; accountId: string }

/**
 * Keeps a form posted with an expired session for the owner of that session, encrypted, and returns where to sign in:
 * the way back leads to the same page and field. What is not a page of the form is not kept.
 */
export async function parkForm(owner: Owner, typed: Record<string, string>): Promise<string> {
  const at = pageAddress.safeParse(typed)
  if (!at.success) return '/sign-in?next=%2Fapplications'
  const { number, page, focus } = at.data
  const form = parkedFormName(number, page)
  const sealed = encrypt(JSON.stringify(typed), parkedFormSeal(owner, form))
  await database()
    .insert(parkedForms)
    .values({ ...owner, form, typed: sealed, createdAt: await currentTime() })
    .onConflictDoUpdate({
      target: [parkedForms.partnerId, parkedForms.accountId, parkedForms.form],
      set: { typed: sealed, createdAt: await currentTime() },
    })
  const field = focus ? `#${focus}` : ''
  return `/sign-in?next=${encodeURIComponent(`/applications/${number}/form/${page}${field}`)}`
}

/** Removes a parked form once what it holds has been saved. */
export async function dropParkedForm(tx: Tx, owner: Owner, form: string): Promise<void> {
  await tx.delete(parkedForms).where(isParkedForm(owner, form))
}
