import { z } from 'zod'

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

export type RazorpaySettings = z.output<typeof razorpayConfig>

function isPublicHttps(address: string): boolean {
  // A refinement is asked even when the address itself was already refused.
  if (!URL.canParse(address)) return false
  const { protocol, hostname } = new URL(address)
  const isLoopback =
    hostname === 'localhost' || hostname.endsWith('.localhost') || /^127\.|^\[::1\]$/.test(hostname)
  return protocol === 'https:' && !isLoopback
}
