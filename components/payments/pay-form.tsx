import type { ReactNode } from 'react'
import { PayButton } from './pay-button'

/** A plain form post: the gateway's page needs a document of its own, and Pay works before any script has arrived. */
export function PayForm({ number, children }: { number: string; children: ReactNode }) {
  return (
    <form method="post" action={`/applications/${number}/payment/start`}>
      <PayButton>{children}</PayButton>
    </form>
  )
}
