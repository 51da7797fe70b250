import { getTranslations } from 'next-intl/server'
import { forbidden, notFound, redirect } from 'next/navigation'
import { BeginRun, ChooseKind } from '@/components/bulk/begin-run'
import { sameAddress } from '@/components/staff/list-address'
import { readApplicationFilter, writeApplicationFilter } from '@/lib/domain/applications/filter'
import { countTarget } from '@/lib/features/bulk/queries/count-target'
import { findKindForm, listKinds } from '@/lib/features/bulk/queries/runs'
import { startRunInput } from '@/lib/features/bulk/schema'
import { requireStaff } from '@/lib/platform/auth/current'

export const generateMetadata = async () => ({
  title: (await getTranslations('bulk'))('new.page_title'),
})

export default async function NewBulkRunPage({ searchParams }: PageProps<'/staff/bulk/new'>) {
  const raw = await searchParams
  const staff = await requireStaff('applications.read', sameAddress('/staff/bulk/new', raw))
  const sent = raw.id ?? raw.ids
  const query = sent === undefined ? writeApplicationFilter(readApplicationFilter(raw)).toString() : null
  const aimed = startRunInput.safeParse({ kind: '', target: query ?? 'choice', ids: sent ?? [] })
  if (!aimed.success) notFound()
  const { target } = aimed.data
  const ids = target.by === 'choice' ? target.ids : []
  // An export is no change: it has its own page, aimed at the same applications.
  if (raw.kind === 'export')
    redirect(`/staff/exports?${query ?? new URLSearchParams({ ids: ids.join(',') })}`)
  const aim = { query, ids, ...(await countTarget(staff, target)) }
  const kinds = listKinds(staff)
  const asked = typeof raw.kind === 'string' ? raw.kind : null
  if (asked === null) return <ChooseKind kinds={kinds} aim={aim} />
  const form = await findKindForm(staff, asked)
  if (form) return <BeginRun {...form} aim={aim} />
  return kinds.some(({ kind }) => kind === asked) ? forbidden() : notFound()
}
