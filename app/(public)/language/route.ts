import { randomUUID } from 'node:crypto'
import { cookies } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import { rememberLocale } from '@/lib/features/applicants/commands/sessions'
import { signedIn } from '@/lib/platform/auth/current'
import { currentTime } from '@/lib/platform/clock'
import { isLocale, localeCookie, localeCookieMaxAgeSeconds } from '@/lib/platform/i18n/locales'
import { isSameOrigin, requestOrigin } from '@/lib/platform/request'

/** Keeps the language a person chose, in their browser and in their account, and takes them back to the page they were on. */
export async function POST(request: Request) {
  const locale = (await request.formData()).get('locale')
  if (!(await isSameOrigin()) || !isLocale(locale)) return refusal()
  const who = await signedIn()
  if (who)
    await rememberLocale(
      { actor: who, now: await currentTime(), source: 'browser', requestId: randomUUID() },
      locale,
    )
  const jar = await cookies()
  jar.set(localeCookie, locale, {
    path: '/',
    sameSite: 'lax',
    httpOnly: true,
    maxAge: localeCookieMaxAgeSeconds,
  })
  return new Response(null, {
    status: 303,
    headers: { location: pathOf(request.headers.get('referer'), await requestOrigin()) },
  })
}

async function refusal(): Promise<Response> {
  const t = await getTranslations('refusals')
  return new Response(t('came_from_elsewhere'), { status: 403 })
}

/** Path of a page of ours; anything else is the start page. Slashes at its front are folded: `//host` would leave the portal. */
function pathOf(referer: string | null, origin: string): string {
  if (!referer || !URL.canParse(referer)) return '/'
  const url = new URL(referer)
  return url.origin === origin ? url.pathname.replace(/^\/+/, '/') + url.search : '/'
}
