import { cx } from 'class-variance-authority'
import { LockKeyhole } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { Button } from '@/components/ui/button'

/**
 * An action that cannot be taken now: shown, shut, and saying why. It stays reachable by the keyboard, so that its reason
 * is heard. Where there is no room (`floats`, below or `up` above), the reason shows while it is pointed at or has the focus.
 */
export function LockedAction({
  because,
  floats = false,
  children,
}: {
  because: ReactNode
  floats?: boolean | 'up'
  children: ReactNode
}) {
  const reason = useId()
  return (
    <div className={cx('flex flex-col items-start gap-1', floats && 'group relative')}>
      <Button type="button" look="secondary" size="dense" aria-disabled="true" aria-describedby={reason}>
        <LockKeyhole aria-hidden className="size-3.5" />
        {children}
      </Button>
      <div
        id={reason}
        className={cx(
          'text-sm text-muted',
          floats ? cx(floating, floats === 'up' ? 'bottom-full mb-1' : 'top-full mt-1') : 'measure',
        )}
      >
        {because}
      </div>
    </div>
  )
}

const floating =
  'absolute end-0 z-30 hidden w-64 rounded border border-line bg-surface-raised p-2 shadow-float group-focus-within:block group-hover:block max-sm:start-0 max-sm:end-auto'
