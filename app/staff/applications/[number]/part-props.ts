import type { Staff } from '@/lib/platform/auth/actors'

/** What every part of a record is handed; it loads the rest itself. */
export type PartProps = {
  staff: Staff<'applications.read'>
  application: { id: string; number: string }
  /** What was just done on this page, from its address. */
  done?: string
}
