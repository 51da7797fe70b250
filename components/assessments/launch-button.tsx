'use client'

import { ExternalLink } from 'lucide-react'
import { type MouseEvent, useEffect, useState } from 'react'
import { Button, type ButtonLook } from '@/components/ui/button'

const restMs = 6_000

/** Rests for some seconds after a click, so that an impatient second one opens no second tab. The server checks again. */
export function LaunchButton({
  label,
  openingLabel,
  look,
}: { label: string; openingLabel: string } & Pick<ButtonLook, 'look'>) {
  const [isResting, rest] = useState(false)
  useEffect(() => {
    if (!isResting) return
    const timer = setTimeout(() => rest(false), restMs)
    return () => clearTimeout(timer)
  }, [isResting])
  const once = (event: MouseEvent) => (isResting ? event.preventDefault() : rest(true))
  return (
    <Button type="submit" look={look} aria-disabled={isResting || undefined} onClick={once}>
      {isResting ? openingLabel : label}
      <ExternalLink aria-hidden className="size-4" />
    </Button>
  )
}
