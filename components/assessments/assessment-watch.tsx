'use client'

import { QueryProvider } from '@/components/ui/query-provider'
import { useAssessmentState } from './use-assessment-state'

/** Draws nothing: keeps the page around it up to date. Without JavaScript “Check now” does the same by hand. */
export function AssessmentWatch(props: { number: string; version: string }) {
  return (
    <QueryProvider>
      <Watch {...props} />
    </QueryProvider>
  )
}

function Watch({ number, version }: { number: string; version: string }) {
  useAssessmentState(number, version)
  return null
}
