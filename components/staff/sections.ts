import type { StaffSection } from '@/components/layout/staff-sidebar'
import type { Permission } from '@/lib/domain/partners/permissions'

/** What one must be allowed in order to open each place of the console. Its page asks for the same. */
export const sectionPermission = {
  home: 'applications.read',
  applications: 'applications.read',
  review: 'applications.review',
  decisions: 'decisions.read',
  payments: 'payments.read',
  assessments: 'applications.read',
  tasks: 'assessments.manage',
  messages: 'messages.send',
  mail: 'mail.read',
  integrations: 'integrations.read',
  alerts: 'alerts.read',
  recommendations: 'rules.manage',
  intakes: 'intakes.manage',
  people: 'staff.manage',
  audit: 'audit.read',
  settings: 'settings.manage',
  sandbox: 'sandbox.use',
} as const satisfies Record<StaffSection, Permission>
