import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { RunScreen } from '@/components/bulk/run-screen'
import { dryRunLivesSeconds } from '@/lib/domain/bulk/run'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import { isRowId } from '@/lib/domain/shared/row-id'
import { listItemsPage, listReasons, readItemFilter } from '@/lib/features/bulk/queries/items'
import { findRun } from '@/lib/features/bulk/queries/runs'
import { requireStaff } from '@/lib/platform/auth/current'
import { currentTime } from '@/lib/platform/clock'

type Props = PageProps<'/staff/bulk/[id]'>

export async function generateMetadata({ params }: Props) {
  const { run } = await find((await params).id)
  const t = await getTranslations('bulk')
  const name = t.has(`kinds.${run.kind}.name`) ? t(`kinds.${run.kind}.name`) : run.kind
  return { title: t('run.page_title', { kind: name }) }
}

export default async function BulkRunPage({ params, searchParams }: Props) {
  const [{ id }, raw] = await Promise.all([params, searchParams])
  const { staff, run } = await find(id)
  const after = typeof raw.after === 'string' && isRowId(raw.after) ? raw.after : null
  const by = run.confirmedAt ? 'outcome' : 'verdict'
  const [items, reasons, now] = await Promise.all([
    listItemsPage(staff, id, readItemFilter(raw), after),
    run.state === 'judging' ? [] : listReasons(staff, id, by),
    currentTime(),
  ])
  const isStale = run.judgedAt !== null && now > secondsAfter(run.judgedAt, dryRunLivesSeconds)
  return <RunScreen run={run} reasons={reasons} items={items} isStale={isStale} />
}

async function find(id: string) {
  const staff = await requireStaff('applications.read', `/staff/bulk/${encodeURIComponent(id)}`)
  const run = isRowId(id) ? await findRun(staff, id) : null
  return run ? { staff, run } : notFound()
}
