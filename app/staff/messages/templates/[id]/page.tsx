import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { TemplateScreen } from '@/components/outreach/template-screen'
import { isRowId } from '@/lib/domain/shared/row-id'
import { findTemplate } from '@/lib/features/outreach/queries/templates'
import { requireStaff } from '@/lib/platform/auth/current'

export const generateMetadata = async () => ({
  title: (await getTranslations('outreach'))('template.page_title'),
})

export default async function TemplatePage({ params }: PageProps<'/staff/messages/templates/[id]'>) {
  const { id } = await params
  const staff = await requireStaff('templates.manage', `/staff/messages/templates/${id}`)
  const template = isRowId(id) ? await findTemplate(staff, id) : null
  if (!template) notFound()
  return <TemplateScreen template={template} />
}
