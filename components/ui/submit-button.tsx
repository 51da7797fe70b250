'use client'

import { LoaderCircle } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ComponentProps, MouseEvent } from 'react'
import { useFormStatus } from 'react-dom'
import { Button, type ButtonLook } from './button'

/**
 * The button that sends its form. While a server action runs it says so and ignores further clicks; it stays focusable,
 * so that a screen reader keeps its place. With JavaScript off it is a plain submit button.
 */
export function SubmitButton({
  children,
  pendingLabel,
  onClick,
  ...rest
}: Omit<ComponentProps<'button'>, 'type'> & ButtonLook & { pendingLabel?: string }) {
  const t = useTranslations('ui')
  const { pending } = useFormStatus()
  const once = (event: MouseEvent<HTMLButtonElement>) => (pending ? event.preventDefault() : onClick?.(event))
  return (
    <Button type="submit" aria-disabled={pending || undefined} onClick={once} {...rest}>
      {pending && <LoaderCircle aria-hidden className="size-4 animate-spin" />}
      {pending ? (pendingLabel ?? t('working')) : children}
    </Button>
  )
}
