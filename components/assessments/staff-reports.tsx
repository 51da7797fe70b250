import { FileDown } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Instant } from '@/components/ui/instant'
import type { AttemptTruth } from '@/lib/features/assessments/queries/attempt-truth'

/** The kept reports of an attempt. Plain links: a prefetch would count as a download. Null: not for this role. */
export function StaffReports({ reports }: { reports: AttemptTruth['reports'] }) {
  const t = useTranslations('staff.reports')
  if (reports === null || reports.length === 0) return null
  return (
    <div className="flex flex-col gap-1">
      <h4 className="text-sm font-semibold">{t('title')}</h4>
      <ul className="flex flex-col gap-1 text-sm">
        {reports.map(({ id, name, bytes, fetchedAt }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-2">
            <a
              href={`/staff/assessments/reports/${id}`}
              download
              className="inline-flex min-h-6 items-center gap-1 rounded text-brand underline underline-offset-3 wrap-anywhere"
            >
              <FileDown aria-hidden className="size-4 shrink-0" />
              {name}
            </a>
            <span className="figures text-muted">
              {t('size', { kilobytes: Math.max(1, Math.round(bytes / 1000)) })}
            </span>
            <span className="text-muted">
              {t('fetched')} <Instant at={fetchedAt} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
