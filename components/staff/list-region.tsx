'use client'

import { useRouter } from 'next/navigation'
import { type MouseEvent, type ReactNode, useTransition } from 'react'
import { isRecordLink } from './record-link'

/**
 * What changes when a list is sorted, turned over or narrowed. Links inside that lead to the same list are followed in
 * place: what stands here stays, paler, until the new rows are there, so nothing jumps. A row's link to its record is followed
 * without loading the console anew. Without JavaScript they are links.
 */
export function ListRegion({ path, children }: { path: string; children: ReactNode }) {
  const router = useRouter()
  const [isPending, startTransition] = useTransition()
  const follow = (event: MouseEvent<HTMLElement>) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!link || event.defaultPrevented || opensElsewhere(event)) return
    const to = new URL(link.href)
    if (to.origin !== location.origin) return
    if (isRecordLink(link)) {
      event.preventDefault()
      router.push(`${to.pathname}${to.search}`)
    }
    if (to.pathname !== path) return
    event.preventDefault()
    startTransition(() => router.push(`${to.pathname}${to.search}`, { scroll: false }))
  }
  return (
    <div
      aria-busy={isPending}
      onClickCapture={follow}
      className="transition-opacity aria-busy:opacity-60 motion-safe:aria-busy:animate-pulse"
    >
      {children}
    </div>
  )
}

const opensElsewhere = ({ ctrlKey, metaKey, shiftKey, altKey, button }: MouseEvent): boolean =>
  ctrlKey || metaKey || shiftKey || altKey || button !== 0
