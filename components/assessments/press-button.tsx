'use client'

import { LoaderCircle } from 'lucide-react'
import type { ReactNode } from 'react'
import { useFormStatus } from 'react-dom'
import { Button, type ButtonLook } from '@/components/ui/button'

/** One of several buttons of one form: sends `doing`, and only the one pressed shows that it works. */
export function PressButton({
  doing,
  look = 'secondary',
  children,
}: { doing: string; children: ReactNode } & Pick<ButtonLook, 'look'>) {
  const { pending, data } = useFormStatus()
  const isPressed = pending && data?.get('doing') === doing
  return (
    <Button
      type="submit"
      name="doing"
      value={doing}
      look={look}
      size="dense"
      aria-disabled={pending || undefined}
      onClick={(event) => pending && event.preventDefault()}
    >
      {isPressed && <LoaderCircle aria-hidden className="size-3.5 animate-spin" />}
      {children}
    </Button>
  )
}
