import { LockKeyhole } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { StaffRole } from '@/lib/domain/partners/permissions'
import { Panel } from './panel'

/** A part of a record that this role does not read: it is there, and says whose it is. `id` as in messages `staff.parts`. */
export function LockedPart({ id, role }: { id: string; role: StaffRole }) {
  const t = useTranslations('staff')
  return (
    <Panel title={t(`parts.${id}`)}>
      <p className="flex items-center gap-2 text-sm text-muted">
        <LockKeyhole aria-hidden className="size-3.5 shrink-0" />
        {t('not_your_role', { role: t(`role.${role}`) })}
      </p>
    </Panel>
  )
}
