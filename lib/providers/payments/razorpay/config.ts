import { z } from 'zod'
import type { SettingField } from '@/lib/providers/assessments/contract'

/** What a partner fills in for Razorpay. `previousWebhookSecret` is set while a webhook secret is being changed. */
export const razorpayConfig = z
  .object({
    baseUrl: z
      .url({ protocol: /^https?$/ })
      .default('https://api.razorpay.com')
      .transform((url) => url.replace(/\/+$/, '')),
    keyId: z.string().trim().min(1),
    keySecret: z.string().trim().min(1),
    webhookSecret: z.string().trim().min(1),
    previousWebhookSecret: z.string().trim().min(1).optional(),
    /** Plain http and loopback addresses: a sandbox partner only. */
    allowInsecure: z.boolean().default(false),
    timeoutMs: z.number().int().min(50).max(30_000).default(8_000),
  })
  .refine((settings) => settings.allowInsecure || isPublicHttps(settings.baseUrl), {
    path: ['baseUrl'],
    message: 'must be https, and not this machine',
  })

/** How the settings page asks for it. */
export const razorpayFields: readonly SettingField[] = [
  { name: 'keyId', kind: 'text', group: 'credentials' },
  { name: 'keySecret', kind: 'secret', group: 'credentials' },
  { name: 'webhookSecret', kind: 'secret', group: 'credentials' },
  { name: 'previousWebhookSecret', kind: 'secret', group: 'credentials' },
  { name: 'baseUrl', kind: 'address', group: 'addresses' },
  { name: 'timeoutMs', kind: 'number', group: 'behaviour' },
]

export type RazorpaySettings = z.output<typeof razorpayConfig>

function isPublicHttps(address: string): boolean {
  // A refinement is asked even when the address itself was already refused.
  if (!URL.canParse(address)) return false
  const { protocol, hostname } = new URL(address)
  const isLoopback =
    hostname === 'localhost' || hostname.endsWith('.localhost') || /^127\.|^\[::1\]$/.test(hostname)
  return protocol === 'https:' && !isLoopback
}
