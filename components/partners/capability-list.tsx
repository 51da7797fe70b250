import { Check, Info, Minus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { Capabilities } from '@/lib/providers/assessments/contract'

const yesOrNo = [
  'hasCallback',
  'hasRedirect',
  'supportsReconcile',
  'resumesAfterLeaving',
  'startLinkSingleUse',
  'createIsIdempotent',
  'supportsCancel',
  'supportsRetake',
  'supportsSectionReset',
  'supportsVerification',
  'supportsExtraTime',
  'sendsRecommendations',
  'hasCatalogue',
  'supportsErasure',
] as const satisfies readonly (keyof Capabilities)[]
/** These two are neither better nor worse: they say how. */
const manners: readonly (typeof yesOrNo)[number][] = ['startLinkSingleUse', 'createIsIdempotent']

/** What a provider can and cannot do, a sentence each. */
export function CapabilityList({ capabilities }: { capabilities: Capabilities }) {
  const t = useTranslations('connections.can')
  const rows = [
    ...yesOrNo.map((name) => ({
      name,
      manner: manners.includes(name)
        ? ('how' as const)
        : capabilities[name]
          ? ('able' as const)
          : ('unable' as const),
      sentence: t(`${name}.${capabilities[name] ? 'yes' : 'no'}`),
    })),
    {
      name: 'reports',
      manner: capabilities.reports === 'none' ? ('unable' as const) : ('able' as const),
      sentence: t('reports', { value: capabilities.reports }),
    },
    {
      name: 'resultKey',
      manner: 'how' as const,
      sentence: t('resultKey', { value: capabilities.resultKey }),
    },
  ]
  return (
    <ul className="grid gap-x-8 gap-y-1.5 text-sm lg:grid-cols-2">
      {rows.map(({ name, manner, sentence }) => {
        const Icon = { able: Check, unable: Minus, how: Info }[manner]
        return (
          <li key={name} className="flex items-start gap-2">
            <Icon
              aria-hidden
              className={`mt-0.5 size-4 shrink-0 ${manner === 'able' ? 'text-good' : 'text-muted'}`}
            />
            <span className="sr-only">{t(manner)}:</span>
            <span className={manner === 'unable' ? 'text-muted' : ''}>{sentence}</span>
          </li>
        )
      })}
    </ul>
  )
}
