import { cx } from 'class-variance-authority'
import Link from 'next/link'
import type { ComponentProps } from 'react'

/** A link inside text: underlined, in the partner's colour. */
export function TextLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link
      className={cx(
        'text-brand underline underline-offset-3 hover:text-brand-strong hover:decoration-2',
        className,
      )}
      {...rest}
    />
  )
}
