import { cva, cx, type VariantProps } from 'class-variance-authority'
import Link from 'next/link'
import type { ComponentProps } from 'react'

/** The look of everything that is pressed; `look` says how loud, `size` dense is for staff tables only. */
export const buttonStyle = cva(
  [
    'inline-flex items-center justify-center gap-2 rounded border font-semibold no-underline',
    'transition-colors duration-150 disabled:cursor-not-allowed disabled:opacity-60',
    'aria-disabled:cursor-not-allowed aria-disabled:opacity-60',
  ],
  {
    variants: {
      look: {
        primary: 'border-brand bg-brand text-brand-ink hover:border-brand-strong hover:bg-brand-strong',
        secondary: 'border-line-strong bg-surface-raised text-ink hover:bg-brand-soft',
        quiet:
          'border-transparent bg-transparent text-brand underline underline-offset-4 hover:bg-brand-soft',
        danger: 'border-bad bg-surface-raised text-bad hover:bg-bad-soft',
      },
      size: {
        normal: 'min-h-11 px-5 py-2 text-base',
        dense: 'min-h-8 px-3 py-1 text-sm',
      },
    },
    defaultVariants: { look: 'primary', size: 'normal' },
  },
)

export type ButtonLook = VariantProps<typeof buttonStyle>

/** A native button; `type` is `submit` inside forms unless said otherwise. For a pending state use SubmitButton. */
export function Button({ look, size, className, ...rest }: ComponentProps<'button'> & ButtonLook) {
  return <button className={cx(buttonStyle({ look, size }), className)} {...rest} />
}

/** A link that looks like a button: it goes somewhere, it changes nothing. */
export function ButtonLink({ look, size, className, ...rest }: ComponentProps<typeof Link> & ButtonLook) {
  return <Link className={cx(buttonStyle({ look, size }), className)} {...rest} />
}
