'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'

export type SummaryLine = { message: string; field?: string }

/**
 * What is wrong with a form, at its top: takes the focus whenever `errors` is a new list, each line leads to its field.
 * Works without JavaScript too: the lines are plain fragment links.
 */
export function ErrorSummary({ errors, title }: { errors: readonly SummaryLine[]; title?: string }) {
  const t = useTranslations('ui')
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [errors])
  if (errors.length === 0) return null
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className="mb-6 rounded border-2 border-bad bg-surface-raised p-4"
    >
      <h2 className="mb-2 text-lg">{title ?? t('error_summary_title')}</h2>
      <ul className="flex flex-col gap-1">
        {errors.map(({ message, field }) => (
          <li key={`${field} ${message}`}>
            {field === undefined ? (
              <span className="font-semibold text-bad">{message}</span>
            ) : (
              <a href={`#${field}`} className="font-semibold text-bad underline underline-offset-3">
                {message}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
