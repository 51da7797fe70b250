import { useLocale, useTranslations } from 'next-intl'
import type { Refusal } from '@/lib/domain/shared/result'
import { instantIn } from '@/lib/platform/i18n/formats'

const dated = {
  opensAt: 'opens_at',
  closesAt: 'closed_at',
  lastAskedAt: 'last_asked',
  nextAskAt: 'next_ask',
} as const
const datedKeys = ['opensAt', 'closesAt', 'lastAskedAt', 'nextAskAt'] as const

/** Why something is not possible: the sentence, and the dates that it depends on in India time. */
export function RefusalWords({ refusal }: { refusal: Refusal }) {
  const t = useTranslations('refusals')
  const journey = useTranslations('journey')
  const locale = useLocale()
  const dates = datedKeys.filter((key) => typeof refusal.params?.[key] === 'string')
  return (
    <>
      <p>{t(refusal.code, refusal.params)}</p>
      {dates.map((key) => (
        <p key={key} className="figures">
          {journey(dated[key], { time: instantIn(locale, new Date(String(refusal.params?.[key]))) })}
        </p>
      ))}
    </>
  )
}
