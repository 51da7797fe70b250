'use client'

import { useTranslations } from 'next-intl'

/**
 * The title of a page with a form: says first when there is an error, also without JavaScript. Such a page exports
 * `metadata = { title: { absolute: '' } }`, so that this is its only title.
 */
export function DocumentTitle({
  title,
  partnerName,
  hasError,
}: {
  title: string
  partnerName: string
  hasError: boolean
}) {
  const t = useTranslations('accounts')
  const whole = t('page_title', { title, partner: partnerName })
  return <title>{hasError ? t('error_title', { title: whole }) : whole}</title>
}
