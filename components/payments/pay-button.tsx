'use client'

import { LoaderCircle } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'

/** Sends its form once; a second click waits with the first. Fresh again when the browser comes back to this page. */
export function PayButton({ children }: { children: ReactNode }) {
  const t = useTranslations('ui')
  const [isGone, setGone] = useState(false)
  useEffect(() => {
    const onReturn = () => setGone(false)
    window.addEventListener('pageshow', onReturn)
    return () => window.removeEventListener('pageshow', onReturn)
  }, [])
  return (
    <Button
      type="submit"
      aria-disabled={isGone || undefined}
      onClick={(event) => {
        if (isGone) event.preventDefault()
        // After this turn: a button that is disabled while it is pressed would not send the form.
        else setTimeout(() => setGone(true))
      }}
    >
      {isGone && <LoaderCircle aria-hidden className="size-4 animate-spin" />}
      {isGone ? t('working') : children}
    </Button>
  )
}
