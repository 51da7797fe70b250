import { eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Tx } from '@/db/client'
import { staff } from '@/db/schema/accounts'
import { messageTemplates, reminderRules, templateVersions } from '@/db/schema/outreach'
import { seedTemplates } from '@/db/seed/templates'
import { secondsAfter } from '@/lib/domain/shared/india-time'

/** The demo college's letters, published, and a reminder for forms that are not finished, switched off. */
export async function seedLetters(tx: Tx, partnerId: string, now: Date): Promise<void> {
  const [author] = await tx.select().from(staff).where(eq(staff.partnerId, partnerId)).limit(1)
  if (!author) return
  const createdBy = author.accountId
  const ids = seedTemplates.map(() => uuidv7())
  const idAt = (at: number) => ids[at] ?? uuidv7()
  await tx.insert(messageTemplates).values(
    seedTemplates.map(({ name, purpose }, at) => ({
      partnerId,
      id: idAt(at),
      name,
      purpose,
      createdAt: now,
    })),
  )
  await tx.insert(templateVersions).values(
    seedTemplates.map(({ subject, body }, at) => ({
      partnerId,
      templateId: idAt(at),
      version: 1,
      state: 'published' as const,
      subject,
      body,
      createdBy,
      publishedAt: now,
      createdAt: now,
    })),
  )
  await tx.insert(reminderRules).values({
    partnerId,
    name: 'Form not finished for two days',
    step: 'form',
    templateId: idAt(0),
    afterHours: 48,
    mostTimes: 2,
    isOn: false,
    sweptUntil: secondsAfter(now, -30 * 86_400),
    createdBy,
    createdAt: now,
  })
}
