'use client'

import { ExternalLink } from 'lucide-react'
import { type MouseEvent, useEffect, useState } from 'react'
import { Button, type ButtonLook } from '@/components/ui/button'

const restMs = 6_000

/**
 * Rests for some seconds after a click, so that an impatient second one opens no second tab. The server checks again.
 * `consentMissing`: what whoever has not ticked the form's consent is told, in their language instead of the browser's.
 */
export function LaunchButton({
  label,
  openingLabel,
  consentMissing,
  look,
}: { label: string; openingLabel: string; consentMissing?: string } & Pick<ButtonLook, 'look'>) {
  const [isResting, rest] = useState(false)
  useEffect(() => {
    if (!isResting) return
    const timer = setTimeout(() => rest(false), restMs)
    return () => clearTimeout(timer)
  }, [isResting])
  const once = (event: MouseEvent<HTMLButtonElement>) => {
    if (isResting || !isAgreed(event.currentTarget.form, consentMissing)) event.preventDefault()
    else rest(true)
  }
  return (
    <Button type="submit" look={look} aria-disabled={isResting || undefined} onClick={once}>
      {isResting ? openingLabel : label}
      <ExternalLink aria-hidden className="size-4" />
    </Button>
  )
}

/** Whether the box is ticked, where there is one; else the sentence is shown at it and the keyboard stands on it. */
function isAgreed(form: HTMLFormElement | null, sentence: string | undefined): boolean {
  const box = form?.elements.namedItem('consent')
  if (!form || sentence === undefined || !(box instanceof HTMLInputElement)) return true
  box.setCustomValidity(box.checked ? '' : sentence)
  return form.reportValidity()
}
