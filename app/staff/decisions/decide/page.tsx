import { getTranslations } from 'next-intl/server'
import { DecideScreen } from '@/components/decisions/decide-screen'
import { listProgrammesOf, previewDecisions } from '@/lib/features/decisions/queries/board'
import { mostAtOnce } from '@/lib/features/decisions/schema'
import { requireStaff } from '@/lib/platform/auth/current'

export const generateMetadata = async () => ({
  title: (await getTranslations('decisions'))('decide.confirm_title'),
})

export default async function DecidePage({ searchParams }: PageProps<'/staff/decisions/decide'>) {
  const { do: asked, pick } = await searchParams
  const verb = asked === 'propose' ? 'propose' : 'confirm'
  const numbers = [pick ?? []].flat().slice(0, mostAtOnce)
  const staff =
    verb === 'propose'
      ? await requireStaff('decisions.propose', '/staff/decisions/decide')
      : await requireStaff('decisions.confirm', '/staff/decisions/decide')
  const lines = await previewDecisions(staff, verb, numbers)
  const programmes = await listProgrammesOf(staff, lines[0]?.number ?? null)
  return <DecideScreen verb={verb} lines={lines} programmes={programmes} />
}
