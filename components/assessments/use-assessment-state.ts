'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import type { AssessmentState } from '@/lib/features/assessments/schema'

const shortestMs = 3_000
const longestMs = 30_000

/**
 * Looks at our state of one assessment and redraws the page when it reads differently from `version`: when the tab gets the
 * focus back, and at a growing interval of 3 to 30 seconds. Stops when the result is here or the session has ended.
 */
export function useAssessmentState(number: string, version: string): void {
  const router = useRouter()
  const unchanged = useRef(0)
  const { data } = useQuery({
    queryKey: ['assessment', number],
    queryFn: async ({ signal }): Promise<AssessmentState | null> => {
      const response = await fetch(`/applications/${number}/assessment/state`, { cache: 'no-store', signal })
      if (response.status >= 500) throw new Error('the portal did not answer')
      unchanged.current += 1
      return response.ok ? response.json() : null
    },
    refetchOnWindowFocus: 'always',
    refetchOnReconnect: 'always',
    refetchInterval: ({ state }) =>
      state.data === null || state.data?.isSettled
        ? false
        : Math.min(shortestMs * 1.4 ** unchanged.current, longestMs),
  })
  const seen = data?.version
  useEffect(() => {
    if (seen === undefined || seen === version) return
    unchanged.current = 0
    router.refresh()
  }, [seen, version, router])
}
