import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { Letter } from '@/components/messages/letter'
import { isRowId } from '@/lib/domain/shared/row-id'
import { findMessage } from '@/lib/features/messages/queries'
import { requireStaff } from '@/lib/platform/auth/current'

export const generateMetadata = async () => ({
  title: (await getTranslations('staff'))('mail.letter_page_title'),
})

export default async function StaffLetterPage({ params }: PageProps<'/staff/mail/[id]'>) {
  const { id } = await params
  const staff = await requireStaff('mail.read', `/staff/mail/${encodeURIComponent(id)}`)
  const message = isRowId(id) ? await findMessage(staff, id) : null
  if (!message) notFound()
  return <Letter message={message} />
}
