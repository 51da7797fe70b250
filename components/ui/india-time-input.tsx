'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { readIndiaDateTime } from '@/lib/domain/shared/typed-instant'
import { DeviceTime } from './device-time'
import { describes, Field, controlStyle, type Question } from './field'

/** Where applicants of Indian colleges often are: what their device will show. */
const zones = ['Asia/Dubai', 'Europe/London', 'America/New_York'] as const

/** A date and time typed as India time, with what devices elsewhere show for it. Sent as `2026-11-30T23:59`. */
export function IndiaTimeInput({ defaultValue, ...question }: Question & { defaultValue: string }) {
  const t = useTranslations('ui')
  const locale = useLocale()
  const [typed, setTyped] = useState(defaultValue)
  const at = readIndiaDateTime(typed)
  const format = (timeZone: string) =>
    new Intl.DateTimeFormat(locale === 'hi' ? 'hi-IN' : 'en-IN', {
      dateStyle: 'medium',
      timeStyle: 'short',
      timeZone,
    })
      .format(at ?? 0)
      .replace(/\u202f/g, ' ')
  return (
    <Field {...question}>
      <input
        id={question.name}
        name={question.name}
        type="datetime-local"
        step={typed.length > 16 ? 1 : undefined}
        defaultValue={defaultValue}
        onChange={(event) => setTyped(event.currentTarget.value)}
        className={`${controlStyle(Boolean(question.error))} figures sm:max-w-72 min-h-9! py-1! text-sm!`}
        {...describes(question)}
      />
      {at && (
        <p className="text-sm text-muted">
          {t('device_preview', {
            dubai: format(zones[0]),
            london: format(zones[1]),
            newYork: format(zones[2]),
          })}
          <DeviceTime at={at.toISOString()} />
        </p>
      )}
    </Field>
  )
}
