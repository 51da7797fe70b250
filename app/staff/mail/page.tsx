import { getTranslations } from 'next-intl/server'
import { SentMail } from '@/components/messages/sent-mail'
import { sameAddress } from '@/components/staff/list-address'
import { listSentMail } from '@/lib/features/messages/queries'
import { requireStaff } from '@/lib/platform/auth/current'
import { readTimedPlace, timedPage } from '@/lib/platform/keyset'

export const generateMetadata = async () => ({ title: (await getTranslations('staff'))('mail.page_title') })

export default async function StaffMailPage({ searchParams }: PageProps<'/staff/mail'>) {
  const raw = await searchParams
  const staff = await requireStaff('mail.read', sameAddress('/staff/mail', raw))
  const state = (['queued', 'sent', 'failed'] as const).find((one) => one === raw.state)
  const page = timedPage(await listSentMail(staff, { after: readTimedPlace(raw), state }))
  return <SentMail raw={raw} state={state} page={page} />
}
