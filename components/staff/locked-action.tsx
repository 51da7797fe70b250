import { LockKeyhole } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { Button } from '@/components/ui/button'

/** An action that cannot be taken now: shown, shut, and saying why. It stays reachable by the keyboard, so that its reason is heard. */
export function LockedAction({ because, children }: { because: ReactNode; children: ReactNode }) {
  const reason = useId()
  return (
    <div className="flex flex-col items-start gap-1">
      <Button type="button" look="secondary" size="dense" aria-disabled="true" aria-describedby={reason}>
        <LockKeyhole aria-hidden className="size-3.5" />
        {children}
      </Button>
      <div id={reason} className="measure text-sm text-muted">
        {because}
      </div>
    </div>
  )
}
