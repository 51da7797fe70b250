import { connectionPresets } from '@/lib/platform/env'
import type { RawSettings } from './read-settings'

/**
 * What the environment says of a provider, by the names of its settings. What it does not say is left out; a blank means
 * that the provider's own default follows from the rest.
 */
export function presetSettings(provider: string): RawSettings {
  const preset = presets()[provider] ?? {}
  return Object.fromEntries(Object.entries(preset).filter(([, value]) => value !== undefined))
}

function presets(): Record<string, RawSettings> {
  const given = connectionPresets()
  return {
    studyhq: {
      baseUrl: given.STUDYHQ_BASE_URL,
      tokenId: given.STUDYHQ_TOKEN_ID,
      tokenSecret: given.STUDYHQ_TOKEN_SECRET,
      projectId: given.STUDYHQ_PROJECT_ID,
      linkHosts: given.STUDYHQ_LINK_HOSTS ?? hostsFor(given.STUDYHQ_BASE_URL),
    },
    imocha: {
      baseUrl: given.IMOCHA_BASE_URL,
      apiKey: given.IMOCHA_API_KEY,
      apiVersion: given.IMOCHA_API_VERSION?.trim().toLowerCase(),
      testId: given.IMOCHA_TEST_ID,
      linkHosts: given.IMOCHA_LINK_HOSTS ?? hostsFor(given.IMOCHA_BASE_URL),
      reportHosts: given.IMOCHA_LINK_HOSTS ?? hostsFor(given.IMOCHA_BASE_URL),
    },
    'test-partnership': {
      baseUrl: given.TEST_PARTNERSHIP_BASE_URL,
      // Follows from the base where it is not given, and the hosts from both.
      autoLoginUrl: given.TEST_PARTNERSHIP_AUTO_LOGIN_URL ?? (given.TEST_PARTNERSHIP_BASE_URL && ''),
      username: given.TEST_PARTNERSHIP_USERNAME,
      password: given.TEST_PARTNERSHIP_PASSWORD,
      projectAccessKey: given.TEST_PARTNERSHIP_PROJECT_ACCESS_KEY,
      linkHosts:
        given.TEST_PARTNERSHIP_LINK_HOSTS ??
        ((given.TEST_PARTNERSHIP_BASE_URL ?? given.TEST_PARTNERSHIP_AUTO_LOGIN_URL) && ''),
    },
    razorpay: {
      baseUrl: given.RAZORPAY_BASE_URL,
      keyId: given.RAZORPAY_KEY_ID,
      keySecret: given.RAZORPAY_KEY_SECRET,
      webhookSecret: given.RAZORPAY_WEBHOOK_SECRET,
    },
  }
}

const vendorHosts = /(?:^|\.)(?:studyhq\.com|imocha\.io|interviewmocha\.com)$/

/** Links lead to the host that is asked, unless that is the vendor's own: then to the hosts that the vendor is known to use. */
function hostsFor(baseUrl: string | undefined): string | undefined {
  if (baseUrl === undefined || !URL.canParse(baseUrl)) return undefined
  const { host, hostname } = new URL(baseUrl)
  return vendorHosts.test(hostname) ? '' : host
}
