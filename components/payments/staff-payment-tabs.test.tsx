import type { ReactNode } from 'react'
import { expect, test, vi } from 'vitest'
import { drawn } from '@/components/testing'
import type { StaffRole } from '@/lib/domain/partners/permissions'
import { StaffPaymentTabs } from './staff-payment-tabs'

vi.mock('@/components/layout/client-messages', () => ({
  ClientMessages: ({ children }: { children: ReactNode }) => children,
}))
vi.mock('@/lib/features/payments/actions', () => ({}))
vi.mock('next/navigation', () => ({ useRouter: () => ({ refresh: () => {} }) }))

const drawnFor = (role: StaffRole) =>
  drawn('en', <StaffPaymentTabs current="coupons" raw={{ q: 'SPRING' }} role={role} />)

test('whoever may take the desk’s files is led to each, narrowed as the list is', () => {
  const page = drawnFor('finance')
  expect(page).toContain('/staff/payments/export?view=coupons&amp;q=SPRING')
  expect(page).toContain('/staff/payments/export?view=waivers&amp;q=SPRING')
})

test('to whoever may not they are shown, shut, with the reason', () => {
  const page = drawnFor('admissions_officer')
  expect(page).not.toContain('/staff/payments/export')
  expect(page).toContain('aria-disabled="true"')
  expect(page).toContain('Not open to the role “Admissions officer”')
})
