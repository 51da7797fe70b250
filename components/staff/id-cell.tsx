import { CopyableId } from '@/components/ui/copyable-id'

/** An id in a table: on one line, or a dash. */
export function IdCell({ value, label }: { value: string | null; label: string }) {
  if (value === null) return '–'
  return (
    <span className="whitespace-nowrap">
      <CopyableId value={value} label={label} />
    </span>
  )
}
