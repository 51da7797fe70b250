import { useTranslations } from 'next-intl'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import type { FormPage } from '@/lib/features/applications/schema'

/** The page just saved replaced what another tab had saved: says so, and leads back to it. */
export function OverwrittenNotice({ number, page }: { number: string; page: FormPage }) {
  const t = useTranslations('form')
  return (
    <div className="mb-6">
      <Notice tone="warn">
        <p>{t('overwritten_on', { page: t(`pages.${page}.title`) })}</p>
        <p>
          <TextLink href={`/applications/${number}/form/${page}`}>{t('look_again')}</TextLink>
        </p>
      </Notice>
    </div>
  )
}
