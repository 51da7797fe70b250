import { getTranslations } from 'next-intl/server'
import { readReferenceNumber } from '@/lib/domain/shared/reference-number'
import { requireStaff } from '@/lib/platform/auth/current'
import { Sheet } from './sheet'

type Props = PageProps<'/staff/review/[number]'>

export async function generateMetadata({ params }: Props) {
  const number = readReferenceNumber((await params).number) ?? ''
  return { title: (await getTranslations('review'))('sheet.page_title', { code: number.slice(-6) }) }
}

export default async function ReviewSheetPage({ params, searchParams }: Props) {
  const [{ number }, { submitted }] = await Promise.all([params, searchParams])
  const staff = await requireStaff('applications.review', `/staff/review/${encodeURIComponent(number)}`)
  return (
    <Sheet
      staff={staff}
      number={readReferenceNumber(number) ?? ''}
      submitted={typeof submitted === 'string' ? submitted : undefined}
    />
  )
}
