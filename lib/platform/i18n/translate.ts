import { createTranslator, type Messages } from 'next-intl'
import { indiaTimeZone } from '@/lib/domain/shared/india-time'
import type { Locale } from './locales'
import { messages, type Namespace } from './messages'

/**
 * A translator outside a page, for e-mails and the worker: `translatorFor('hi', 'mail')('code.subject', { code })`.
 * An unknown key throws, so that a letter never leaves with a key in place of a sentence.
 */
export function translatorFor(locale: Locale, namespace: Namespace) {
  const sentences: Messages = messages[locale]
  const translate = createTranslator({
    locale,
    messages: sentences,
    timeZone: indiaTimeZone,
    onError: (error) => {
      throw error
    },
  })
  return (key: string, params?: Record<string, string | number | Date>): string =>
    translate(`${namespace}.${key}`, params)
}
