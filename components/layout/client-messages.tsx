import { NextIntlClientProvider } from 'next-intl'
import { getLocale } from 'next-intl/server'
import type { ReactNode } from 'react'
import { pickMessages, type Namespace } from '@/lib/platform/i18n/messages'

/**
 * Hands sentences to client components: `common`, `ui` and `errors` always, and those named in `also`. Put it as close as
 * possible around the leaf that needs them; server components read every namespace without it.
 */
export async function ClientMessages({
  also = [],
  children,
}: {
  also?: readonly Namespace[]
  children: ReactNode
}) {
  const locale = await getLocale()
  return (
    <NextIntlClientProvider messages={pickMessages(locale, ['common', 'ui', 'errors', ...also])}>
      {children}
    </NextIntlClientProvider>
  )
}
