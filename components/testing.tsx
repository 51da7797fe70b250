import { NextIntlClientProvider } from 'next-intl'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { indiaTimeZone } from '@/lib/domain/shared/india-time'
import type { Locale } from '@/lib/platform/i18n/locales'
import { messages } from '@/lib/platform/i18n/messages'

/** For component tests: the page as a reader of this language gets it; a missing sentence throws. */
export function drawn(locale: Locale, screen: ReactNode): string {
  const onError = (error: Error) => {
    throw error
  }
  return renderToStaticMarkup(
    <NextIntlClientProvider
      locale={locale}
      messages={messages[locale]}
      timeZone={indiaTimeZone}
      onError={onError}
    >
      {screen}
    </NextIntlClientProvider>,
  )
}
