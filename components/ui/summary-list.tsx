import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { TextLink } from './text-link'

export type SummaryRow = {
  key: string
  label: ReactNode
  /** Empty or null reads “Not given”. */
  value: ReactNode
  /** Where the answer is changed; `of` names the answer for those who hear the link alone. */
  change?: { href: string; of: string }
}

/** Answers read back: label, value, Change. */
export function SummaryList({ rows }: { rows: readonly SummaryRow[] }) {
  const t = useTranslations('ui')
  return (
    <dl className="border-t border-line">
      {rows.map(({ key, label, value, change }) => (
        <div
          key={key}
          className="grid gap-x-4 gap-y-1 border-b border-line py-3 sm:grid-cols-[13rem_minmax(0,1fr)_4rem]"
        >
          <dt className="font-semibold">{label}</dt>
          <dd className="min-w-0 wrap-anywhere">
            {value === null || value === undefined || value === '' ? (
              <span className="text-muted">{t('not_given')}</span>
            ) : (
              value
            )}
          </dd>
          {change && (
            <dd>
              <TextLink href={change.href} className="inline-flex min-h-6 items-center">
                {t('change')}
                <span className="sr-only"> {change.of}</span>
              </TextLink>
            </dd>
          )}
        </div>
      ))}
    </dl>
  )
}
