import { useLocale } from 'next-intl'
import { indiaDateIn, instantIn } from '@/lib/platform/i18n/formats'
import { DeviceTime } from './device-time'

/** A moment in India time in the reader's language; where their device keeps another time, that one beside it. */
export function Instant({ at, dateOnly = false }: { at: Date; dateOnly?: boolean }) {
  const locale = useLocale()
  if (dateOnly)
    return (
      <time dateTime={at.toISOString()} className="figures">
        {indiaDateIn(locale, at)}
      </time>
    )
  return (
    <time dateTime={at.toISOString()} className="figures">
      <span className="whitespace-nowrap">{instantIn(locale, at)}</span>
      <DeviceTime at={at.toISOString()} />
    </time>
  )
}
