'use client'

import { QueryProvider } from '@/components/ui/query-provider'
import { type Pace, usePaymentState } from './use-payment-state'

/** Draws nothing: keeps the page around it up to date. Without JavaScript “Check now” does the same by hand. */
export function PaymentWatch(props: { number: string; version: string; pace: Pace }) {
  return (
    <QueryProvider>
      <Watch {...props} />
    </QueryProvider>
  )
}

function Watch({ number, version, pace }: { number: string; version: string; pace: Pace }) {
  usePaymentState(number, version, pace)
  return null
}
