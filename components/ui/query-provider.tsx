'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'

/** Around the few screens that change by themselves; each polls our own state, never a provider's or a gateway's. */
export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(
    () => new QueryClient({ defaultOptions: { queries: { retry: false, gcTime: 60_000 } } }),
  )
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>
}
