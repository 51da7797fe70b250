import { and, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { parkedForms } from '@/db/schema/accounts'
import { decrypt } from '@/lib/platform/secrets'
import { type FormPage, savePageInput } from '../schema'

type Owner = { partnerId: string; accountId: string }

/** What this account typed on a page when its session had run out, and what that page had shown; nobody else's opens. */
export async function findParkedForm(owner: Owner, number: string, page: FormPage) {
  const form = parkedFormName(number, page)
  const [row] = await database()
    .select({ typed: parkedForms.typed })
    .from(parkedForms)
    .where(isParkedForm(owner, form))
  if (!row) return null
  const sent: unknown = JSON.parse(decrypt(row.typed, parkedFormSeal(owner, form)))
  const read = savePageInput.safeParse(sent)
  return read.success ? { base: read.data.base, typed: read.data.typed } : null
}

/** The row of one form of one owner. */
export const isParkedForm = ({ partnerId, accountId }: Owner, form: string) =>
  and(eq(parkedForms.partnerId, partnerId), eq(parkedForms.accountId, accountId), eq(parkedForms.form, form))

/** The name under which one page of one application's form is parked. */
export const parkedFormName = (number: string, page: string): string => `application:${number}:${page}`

/** What the encryption is bound to: the text opens for this owner and this form only. */
export const parkedFormSeal = ({ partnerId, accountId }: Owner, form: string): string =>
  `parked-form:${partnerId}:${accountId}:${form}`
