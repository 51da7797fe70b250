import { getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { ReleaseScreen } from '@/components/decisions/release-screen'
import { roleMay } from '@/lib/domain/partners/permissions'
import { getRelease } from '@/lib/features/decisions/queries/releases'
import { requireStaff } from '@/lib/platform/auth/current'

type Props = PageProps<'/staff/decisions/releases/[id]'>

export async function generateMetadata({ params, searchParams }: Props) {
  const { release } = await find((await params).id, (await searchParams).from)
  return { title: `${release.name} · ${(await getTranslations('decisions'))('tabs.releases')}` }
}

export default async function ReleasePage({ params, searchParams }: Props) {
  const { staff, release } = await find((await params).id, (await searchParams).from)
  const may = {
    release: roleMay(staff.role, 'decisions.release'),
    approve: roleMay(staff.role, 'decisions.confirm'),
  }
  return <ReleaseScreen release={release} may={may} />
}

/** Read once for the page and its title. */
const find = cache(async (id: string, asked: string | string[] | undefined) => {
  const staff = await requireStaff('decisions.read', `/staff/decisions/releases/${id}`)
  const from = Number(asked ?? 0)
  const release = await getRelease(staff, id, { from: Number.isSafeInteger(from) && from > 0 ? from : 0 })
  return { staff, release }
})
