import { cx } from 'class-variance-authority'
import { formatPaise, type Paise } from '@/lib/domain/shared/paise'

/** An amount in paise as `₹1,000.00`, in figures that line up. */
export function Money({ paise, className }: { paise: Paise; className?: string }) {
  return <span className={cx('figures whitespace-nowrap', className)}>{formatPaise(paise)}</span>
}
