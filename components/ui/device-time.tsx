'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useSyncExternalStore } from 'react'

const indiaOffsetMinutes = -330
const never = () => () => {}

/** The same moment on the reader's own clock; nothing on the server and nothing where the clock is India's. */
export function DeviceTime({ at }: { at: string }) {
  const t = useTranslations('ui')
  const locale = useLocale()
  const elsewhere = useSyncExternalStore(
    never,
    () => new Date(at).getTimezoneOffset() !== indiaOffsetMinutes,
    () => false,
  )
  if (!elsewhere) return null
  const time = new Date(at).toLocaleString(locale === 'hi' ? 'hi-IN' : 'en-IN', {
    dateStyle: 'medium',
    timeStyle: 'short',
  })
  return <span className="text-muted"> ({t('your_device', { time })})</span>
}
