import { randomUUID } from 'node:crypto'
import { signOut } from '@/lib/features/applicants/commands/sessions'
import { thisBrowser } from '@/lib/platform/auth/browser'
import { visitor } from '@/lib/platform/auth/current'
import { currentTime } from '@/lib/platform/clock'
import { isSameOrigin, requestOrigin } from '@/lib/platform/request'

/** Signs out whoever is signed in, applicant or staff; a plain form post, so that it works everywhere. */
export async function POST() {
  if (!(await isSameOrigin())) return new Response(null, { status: 403 })
  const ctx = {
    actor: await visitor(),
    now: await currentTime(),
    source: 'browser' as const,
    requestId: randomUUID(),
  }
  const left = await signOut(ctx, {}, await thisBrowser())
  const path = left.ok ? left.value.goTo : '/'
  return new Response(null, {
    status: 303,
    headers: { location: `${await requestOrigin()}${path}`, 'cache-control': 'no-store' },
  })
}
