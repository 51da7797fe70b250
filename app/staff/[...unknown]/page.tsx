import { notFound } from 'next/navigation'
import { requireStaff } from '@/lib/platform/auth/current'

// An address below the console that does not exist is told inside the console's frame.
export default async function UnknownStaffPage() {
  await requireStaff('applications.read', '/staff')
  notFound()
}
