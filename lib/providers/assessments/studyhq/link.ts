import { ProviderError } from '@/lib/platform/provider-error'
import { originsOfHosts, readListedAddress } from '@/lib/providers/assessments/public-addresses'
import type { StudyHqSettings } from './config'

type LinkRules = Pick<StudyHqSettings, 'linkHosts' | 'allowInsecure'>

/** The start link, when it leads where this connection allows. Throws ProviderError('contract') for anything else. */
export function acceptLink(raw: string, { linkHosts, allowInsecure }: LinkRules): string {
  const url = readListedAddress(raw, linkHosts, allowInsecure)
  if (typeof url === 'string')
    throw new ProviderError('contract', { message: `start link refused: ${url}`, isLinkRefused: true })
  return url.href
}

/** Origins for the launching page's policy. */
export const originsOf = ({ linkHosts, allowInsecure }: LinkRules): string[] =>
  originsOfHosts(linkHosts, allowInsecure)
