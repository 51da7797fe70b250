/** The partner's people. */
export const staffRoles = ['reviewer', 'admissions_officer', 'finance', 'admin'] as const
export type StaffRole = (typeof staffRoles)[number]

/** One thing a staff member may be allowed to do. */
export const permissions = [
  'applications.read',
  'applications.review',
  'assessments.check',
  'assessments.manage',
  'accommodations.manage',
  'reports.read',
  'payments.read',
  'payments.refund',
  'integrations.read',
  'mail.read',
  'programmes.alias',
  'rules.manage',
  'settings.manage',
  'sandbox.use',
] as const
export type Permission = (typeof permissions)[number]

const granted: Record<StaffRole, readonly Permission[]> = {
  reviewer: ['applications.read', 'applications.review', 'assessments.check', 'reports.read'],
  admissions_officer: [
    'applications.read',
    'applications.review',
    'assessments.check',
    'assessments.manage',
    'accommodations.manage',
    'reports.read',
    'payments.read',
    'integrations.read',
    'mail.read',
    'programmes.alias',
    'rules.manage',
    'sandbox.use',
  ],
  finance: ['applications.read', 'payments.read', 'payments.refund'],
  admin: permissions,
}

/** Whether a staff member of `role` holds `permission`. */
export const roleMay = (role: StaffRole, permission: Permission): boolean =>
  granted[role].includes(permission)
