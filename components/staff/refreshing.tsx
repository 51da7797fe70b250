'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** Reads the page again every so often while somebody looks at it, and when they come back to it. Draws nothing. */
export function Refreshing({ everySeconds }: { everySeconds: number }) {
  const router = useRouter()
  useEffect(() => {
    const look = () => document.visibilityState === 'visible' && router.refresh()
    const timer = setInterval(look, everySeconds * 1000)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [router, everySeconds])
  return null
}
