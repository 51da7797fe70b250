import { z } from 'zod'

/** Addresses a partner may name in a connection: our server calls them and browsers are sent there, so they must be public. */
const hostEntry = /^(?:\*\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$|^\[[0-9a-f:]+\](?::\d{1,5})?$/
const ownMachine =
  /^(?:[^.]+\.?|.+\.(?:localhost|local|internal)\.?|0\..+|127\..+|10\..+|192\.168\..+|169\.254\..+|172\.(?:1[6-9]|2\d|3[01])\..+|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\..+|\[.*\])$/

const longestAddress = 2_048

/** Hosts as a list or as text with commas, spaces or lines between them: exact, or `*.example.com` for every subdomain. */
export const hostList = z
  .union([z.array(z.string()), z.string().transform((list) => list.split(/[\s,;]+/))])
  .transform((hosts) => [...new Set(hosts.map(bareHost).filter((host) => host !== ''))])
  .pipe(z.array(z.string().max(260).regex(hostEntry)).min(1).max(20))

/** An http(s) address without slashes at its end. */
export const baseAddress = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''))

/** What is wrong with an address that our server will call, or null. */
export function complaintAboutAddress(address: string): string | null {
  const { protocol, hostname } = new URL(address)
  if (ownMachine.test(hostname)) return 'must be a public host'
  return protocol === 'https:' ? null : 'must start with https://'
}

/** What is wrong with a list of hosts that links may lead to; one line each. */
export const complaintsAboutHosts = (hosts: readonly string[]): string[] =>
  hosts.flatMap((host) => {
    const name = host.replace(/^\*\./, '')
    if (/:\d+$/.test(host)) return [`${host}: no port`]
    if (!name.includes('.')) return [`${host}: too wide`]
    return ownMachine.test(name) ? [`${host}: must be a public host`] : []
  })

/**
 * An address out of a provider's answer as a browser will read it, when it leads where the connection allows: https, a
 * listed host, no user name in it (a sandbox connection also takes http and listed ports); else, in words, why not.
 */
export function readListedAddress(
  raw: string,
  hosts: readonly string[],
  allowInsecure: boolean,
): URL | string {
  if (raw.length > longestAddress) return 'too long'
  // Browsers drop control characters and turn backslashes round, so two readers could see two different hosts.
  if (/[\u0000-\u0020\u007f\\]/.test(raw)) return 'control characters'
  if (!URL.canParse(raw)) return 'not an address'
  const url = new URL(raw)
  const schemes = allowInsecure ? ['https:', 'http:'] : ['https:']
  if (!schemes.includes(url.protocol)) return 'scheme'
  if (url.username !== '' || url.password !== '') return 'user name in it'
  return hosts.some((entry) => isUnder(url.host, entry)) ? url : 'host is not on the list'
}

/** `*.example.com` means every subdomain, not example.com itself; a port, default ones aside, must be in the entry. */
export const isUnder = (host: string, entry: string): boolean =>
  entry.startsWith('*.') ? host.endsWith(entry.slice(1)) && host.length > entry.length - 1 : host === entry

/** Origins for the launching page's policy; patterns keep their `*.`. */
export const originsOfHosts = (hosts: readonly string[], allowInsecure: boolean): string[] =>
  hosts.flatMap((host) => (allowInsecure ? [`https://${host}`, `http://${host}`] : [`https://${host}`]))

/** People paste `https://app.example.com/`; only the host and port are meant. */
function bareHost(entry: string): string {
  return entry
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '')
}
