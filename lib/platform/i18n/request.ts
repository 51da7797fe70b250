import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { indiaTimeZone } from '@/lib/domain/shared/india-time'
import { chooseLocale, isLocale, localeCookie } from './locales'
import { messages } from './messages'

/** What next-intl needs for one request: no language in the address, India time for every date. */
export default getRequestConfig(async ({ locale: asked }) => {
  const locale = isLocale(asked)
    ? asked
    : chooseLocale((await cookies()).get(localeCookie)?.value, (await headers()).get('accept-language'))
  return { locale, messages: messages[locale], timeZone: indiaTimeZone }
})
