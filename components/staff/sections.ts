import type { StaffSection } from '@/components/layout/staff-sidebar'
import type { Permission } from '@/lib/domain/partners/permissions'

/** What one must be allowed in order to open each place of the console. Its page asks for the same. */
export const sectionPermission = {
  home: 'applications.read',
  applications: 'applications.read',
  payments: 'payments.read',
  assessments: 'applications.read',
  tasks: 'assessments.manage',
  integrations: 'integrations.read',
  mail: 'mail.read',
  recommendations: 'rules.manage',
  settings: 'settings.manage',
  sandbox: 'sandbox.use',
} as const satisfies Record<StaffSection, Permission>
