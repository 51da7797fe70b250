import { ProviderError } from '@/lib/platform/provider-error'
import type { ImochaSettings } from './config'

type LinkRules = Pick<ImochaSettings, 'linkHosts' | 'allowInsecure'>
type ReportRules = Pick<ImochaSettings, 'reportHosts' | 'allowInsecure'>

const longestLink = 2_048

/**
 * The start link as a browser will read it, when it leads where this connection allows: https, a listed host, no user
 * name in it (a sandbox connection also takes http and listed ports). Throws ProviderError('contract') for anything else.
 */
export function acceptLink(raw: string, rules: LinkRules): string {
  const url = readAddress(raw, rules.linkHosts, rules.allowInsecure)
  if (typeof url === 'string')
    throw new ProviderError('contract', { message: `start link refused: ${url}`, isLinkRefused: true })
  return url.href
}

/** The address of a report, by the same rules and the list of report hosts: our server will fetch it. */
export function acceptReportAddress(raw: string, rules: ReportRules): string {
  const url = readAddress(raw, rules.reportHosts, rules.allowInsecure)
  if (typeof url === 'string')
    throw new ProviderError('contract', { message: `report address refused: ${url}` })
  return url.href
}

/** Origins for the launching page's CSP; patterns keep their `*.`. */
export function originsOf(rules: LinkRules): string[] {
  return rules.linkHosts.flatMap((host) =>
    rules.allowInsecure ? [`https://${host}`, `http://${host}`] : [`https://${host}`],
  )
}

/** The address, or why it is refused. */
function readAddress(raw: string, hosts: readonly string[], allowInsecure: boolean): URL | string {
  if (raw.length > longestLink) return 'too long'
  // Browsers drop control characters and turn backslashes round, so two readers could see two different hosts.
  if (/[\u0000-\u0020\u007f\\]/.test(raw)) return 'control characters'
  if (!URL.canParse(raw)) return 'not an address'
  const url = new URL(raw)
  const schemes = allowInsecure ? ['https:', 'http:'] : ['https:']
  if (!schemes.includes(url.protocol)) return 'scheme'
  if (url.username !== '' || url.password !== '') return 'user name in it'
  if (!hosts.some((entry) => isUnder(url.host, entry))) return 'host is not on the list'
  return url
}

/** `*.imocha.io` means every subdomain, not imocha.io itself; a port, default ones aside, must be in the entry. */
const isUnder = (host: string, entry: string) =>
  entry.startsWith('*.') ? host.endsWith(entry.slice(1)) && host.length > entry.length - 1 : host === entry
