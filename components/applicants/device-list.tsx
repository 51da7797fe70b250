import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { Instant } from '@/components/ui/instant'
import type { DeviceView } from '@/lib/features/applicants/queries'
import { SignOutDeviceForm, SignOutEverywhereForm } from './sign-out-forms'

/** Every device that is signed in, each with its way out, and the way out for all. */
export function DeviceList({ devices }: { devices: DeviceView[] }) {
  return (
    <>
      <ul className="border-t border-line">
        {devices.map((device) => (
          <Device key={device.sessionId} {...device} />
        ))}
      </ul>
      <SignOutEverywhereForm />
    </>
  )
}

function Device({ sessionId, device, signedInAt, lastSeenAt, isThisOne }: DeviceView) {
  const t = useTranslations('accounts.profile')
  const name = device ? t('device', device) : t('device_unknown')
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 border-b border-line py-4">
      <div className="flex min-w-0 flex-col gap-1">
        <p className="flex flex-wrap items-center gap-2 font-semibold">
          {name}
          {isThisOne && <Badge tone="info">{t('this_device')}</Badge>}
        </p>
        <dl className="grid grid-cols-[auto_1fr] gap-x-3 text-muted">
          <dt>{t('last_used')}</dt>
          <dd>
            <Instant at={lastSeenAt} />
          </dd>
          <dt>{t('signed_in')}</dt>
          <dd>
            <Instant at={signedInAt} />
          </dd>
        </dl>
      </div>
      <SignOutDeviceForm sessionId={sessionId} name={name} />
    </li>
  )
}
