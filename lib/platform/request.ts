import { or, sql } from 'drizzle-orm'
import { headers } from 'next/headers'
import { cache } from 'react'
import { database } from '@/db/client'
import { partners } from '@/db/schema/partners'
import { env, ownOrigin } from './env'

export type RequestPartner = typeof partners.$inferSelect

/** Host of the current request without port, lower-cased. */
export async function requestHost(): Promise<string> {
  return hostOf(await headers()).replace(/:\d+$/, '')
}

/** The address the browser used, scheme and host and port: `http://greenfield.localhost:3000`. */
export async function requestOrigin(): Promise<string> {
  const all = await headers()
  const scheme =
    (env().TRUST_PROXY ? all.get('x-forwarded-proto') : null) ??
    new URL(env().APP_URL).protocol.replace(':', '')
  return `${scheme}://${hostOf(all)}`
}

/**
 * Host and port the browser used. X-Forwarded-Host counts only behind a trusted proxy and in Next's own question for the page
 * that an action leads to: it goes to the process's own address, which Node's fetch puts into Host.
 */
function hostOf(all: Pick<Headers, 'get'>): string {
  const host = all.get('host') ?? ''
  const own = ownOrigin()
  const isOwnQuestion = own !== undefined && host === new URL(own).host
  const forwarded = env().TRUST_PROXY || isOwnQuestion ? all.get('x-forwarded-host') : null
  return (forwarded ?? host).split(',')[0]!.trim().toLowerCase()
}

/** The client's address for throttling; the last hop before a trusted proxy, else one bucket for all. */
export async function requestAddress(): Promise<string> {
  if (!env().TRUST_PROXY) return 'direct'
  return (await headers()).get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? 'unknown'
}

/** The partner whose host this is; a host nobody claims gets the default partner. Throws when no partner exists yet. */
export const requestPartner = cache(async (): Promise<RequestPartner> => {
  const host = await requestHost()
  const rows = await database()
    .select()
    .from(partners)
    .where(or(sql`${host} = any(${partners.hosts})`, partners.isDefault))
  const found =
    rows.find((partner) => partner.hosts.includes(host)) ?? rows.find((partner) => partner.isDefault)
  if (!found) throw new Error('no partner exists yet: run `npm run setup`')
  return found
})

/** Whether a state-changing request comes from a page of ours: its Origin must be this host. A missing Origin counts as foreign. */
export async function isSameOrigin(): Promise<boolean> {
  const origin = (await headers()).get('origin')
  if (!origin || origin === 'null') return false
  return origin === (await requestOrigin())
}
