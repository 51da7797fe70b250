import { StaffPreferences } from '@/components/applications/staff-preferences'
import { listPreferences } from '@/lib/features/applications/queries/staff-record-parts'
import type { PartProps } from './part-props'

export async function PreferencesPart({ staff, application }: PartProps) {
  return <StaffPreferences preferences={await listPreferences(staff, application.id)} />
}
