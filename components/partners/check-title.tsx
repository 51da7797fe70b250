import { useTranslations } from 'next-intl'

/** What a conformance check says, in the reader's language; a check without a sentence there keeps the report's English. */
export function CheckTitle({ provider, id, title }: { provider: string; id: string; title: string }) {
  const t = useTranslations('conformance')
  const key = [`${provider}.${id}`, `any.${id}`].find((one) => t.has(one))
  return key ? t(key) : <span lang="en">{title}</span>
}
