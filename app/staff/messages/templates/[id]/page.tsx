import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { TemplateScreen } from '@/components/outreach/template-screen'
import { isRowId } from '@/lib/domain/shared/row-id'
import { findTemplate } from '@/lib/features/outreach/queries/templates'
import { requireStaff } from '@/lib/platform/auth/current'

type Props = PageProps<'/staff/messages/templates/[id]'>

export async function generateMetadata({ params }: Props) {
  const { name } = await find((await params).id)
  return { title: `${name} · ${(await getTranslations('outreach'))('template.page_title')}` }
}

export default async function TemplatePage({ params }: Props) {
  return <TemplateScreen template={await find((await params).id)} />
}

/** Read once for the page and its title. */
const find = cache(async (id: string) => {
  const staff = await requireStaff('templates.manage', `/staff/messages/templates/${id}`)
  const template = isRowId(id) ? await findTemplate(staff, id) : null
  if (!template) notFound()
  return template
})
