'use client'

import { useState } from 'react'
import { DeviceTime } from '@/components/ui/device-time'
import { readIndiaTime } from '@/lib/domain/shared/india-time'
import { FormText } from './decision-form'

/** A day and time typed in India time; on a device that keeps another, the same moment there is shown while it is typed. */
export function IndiaTimeInput({
  name,
  label,
  defaultValue,
}: {
  name: string
  label: string
  defaultValue?: string
}) {
  const [typed, setTyped] = useState(defaultValue ?? '')
  const at = readIndiaTime(typed)
  return (
    <div className="flex flex-col gap-1">
      <FormText
        type="datetime-local"
        width="half"
        {...{ name, label, defaultValue }}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <p aria-live="polite" className="text-sm">
        {at && <DeviceTime at={at.toISOString()} />}
      </p>
    </div>
  )
}
