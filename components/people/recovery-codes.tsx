import { useTranslations } from 'next-intl'

/** Ten codes to keep on paper, each good once. */
export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const t = useTranslations('security.set_up')
  return (
    <ul
      aria-label={t('codes')}
      className="grid max-w-md grid-cols-2 gap-x-6 gap-y-1 rounded border border-line bg-surface-raised p-4"
    >
      {codes.map((code) => (
        <li key={code} className="figures font-mono">
          {code}
        </li>
      ))}
    </ul>
  )
}
