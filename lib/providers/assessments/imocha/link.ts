import { ProviderError } from '@/lib/platform/provider-error'
import { originsOfHosts, readListedAddress } from '@/lib/providers/assessments/public-addresses'
import type { ImochaSettings } from './config'

type LinkRules = Pick<ImochaSettings, 'linkHosts' | 'allowInsecure'>
type ReportRules = Pick<ImochaSettings, 'reportHosts' | 'allowInsecure'>

/** The start link, when it leads where this connection allows. Throws ProviderError('contract') for anything else. */
export function acceptLink(raw: string, { linkHosts, allowInsecure }: LinkRules): string {
  const url = readListedAddress(raw, linkHosts, allowInsecure)
  if (typeof url === 'string')
    throw new ProviderError('contract', { message: `start link refused: ${url}`, isLinkRefused: true })
  return url.href
}

/** The address of a report, by the same rules and the list of report hosts: our server will fetch it. */
export function acceptReportAddress(raw: string, { reportHosts, allowInsecure }: ReportRules): string {
  const url = readListedAddress(raw, reportHosts, allowInsecure)
  if (typeof url === 'string')
    throw new ProviderError('contract', { message: `report address refused: ${url}` })
  return url.href
}

/** Origins for the launching page's policy. */
export const originsOf = ({ linkHosts, allowInsecure }: LinkRules): string[] =>
  originsOfHosts(linkHosts, allowInsecure)
