import { ProviderError } from '@/lib/platform/provider-error'
import type { StudyHqSettings } from './config'

type LinkRules = Pick<StudyHqSettings, 'linkHosts' | 'allowInsecure'>

const longestLink = 2_048

/**
 * The address as a browser will read it, when it leads where this connection allows: https, a listed host, no user name
 * in it (a sandbox connection also takes http and listed ports). Throws ProviderError('contract') for anything else.
 */
export function acceptLink(raw: string, rules: LinkRules): string {
  const refused = (why: string) =>
    new ProviderError('contract', { message: `start link refused: ${why}`, isLinkRefused: true })
  if (raw.length > longestLink) throw refused('too long')
  // Browsers drop control characters and turn backslashes round, so two readers could see two different hosts.
  if (/[\u0000-\u0020\u007f\\]/.test(raw)) throw refused('control characters')
  if (!URL.canParse(raw)) throw refused('not an address')
  const url = new URL(raw)
  const schemes = rules.allowInsecure ? ['https:', 'http:'] : ['https:']
  if (!schemes.includes(url.protocol)) throw refused('scheme')
  if (url.username !== '' || url.password !== '') throw refused('user name in it')
  if (!rules.linkHosts.some((entry) => isUnder(url.host, entry))) throw refused('host is not on the list')
  return url.href
}

/** Origins for the launching page's CSP; patterns keep their `*.`. */
export function originsOf(rules: LinkRules): string[] {
  return rules.linkHosts.flatMap((host) =>
    rules.allowInsecure ? [`https://${host}`, `http://${host}`] : [`https://${host}`],
  )
}

/** `*.studyhq.com` means every subdomain, not studyhq.com itself; a port, default ones aside, must be in the entry. */
const isUnder = (host: string, entry: string) =>
  entry.startsWith('*.') ? host.endsWith(entry.slice(1)) && host.length > entry.length - 1 : host === entry
