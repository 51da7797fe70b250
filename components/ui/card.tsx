import { cx } from 'class-variance-authority'
import type { ReactNode } from 'react'

/** One thing among several of its kind (a programme, a recommendation). `title` is its heading, `footer` its action. */
export function Card({
  title,
  aside,
  footer,
  as: Tag = 'article',
  level = 2,
  className,
  children,
}: {
  title?: ReactNode
  aside?: ReactNode
  footer?: ReactNode
  as?: 'article' | 'section' | 'div' | 'li'
  level?: 2 | 3
  className?: string
  children?: ReactNode
}) {
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <Tag
      className={cx('flex flex-col gap-3 rounded border border-line bg-surface-raised p-4 sm:p-5', className)}
    >
      {(title || aside) && (
        <div className="flex flex-wrap items-start justify-between gap-2">
          {title && <Heading className="text-lg">{title}</Heading>}
          {aside}
        </div>
      )}
      {children}
      {footer && <div className="mt-auto flex flex-wrap items-center gap-3 pt-1">{footer}</div>}
    </Tag>
  )
}
