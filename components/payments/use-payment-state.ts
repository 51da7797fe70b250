'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import type { PaymentState } from '@/lib/features/payments/schema'

export type Pace = 'quick' | 'slow' | 'focus'

const shortestMs = 2_000
const longestMs = 30_000

/**
 * Looks at our state of one fee and redraws the page when it reads differently from `version`: when the tab gets the focus
 * back, and, while there is something to wait for, every 2 to 30 seconds. A session that has ended leads to sign-in.
 */
export function usePaymentState(number: string, version: string, pace: Pace): void {
  const router = useRouter()
  const unchanged = useRef(0)
  const { data } = useQuery({
    queryKey: ['payment', number],
    queryFn: async ({ signal }): Promise<PaymentState> => {
      const response = await fetch(`/applications/${number}/payment/state`, { cache: 'no-store', signal })
      if (response.status === 401) return { version: 'signed out' }
      if (!response.ok) throw new Error('the portal did not answer')
      unchanged.current += 1
      return response.json()
    },
    refetchOnWindowFocus: 'always',
    refetchOnReconnect: 'always',
    refetchInterval: () => {
      if (pace === 'focus') return false
      return pace === 'slow' ? longestMs : Math.min(shortestMs * 1.4 ** unchanged.current, longestMs)
    },
  })
  const seen = data?.version
  useEffect(() => {
    if (seen === undefined || seen === version) return
    unchanged.current = 0
    router.refresh()
  }, [seen, version, router])
}
