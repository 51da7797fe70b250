import 'server-only'
import { z } from 'zod'

/** Text that says yes: `1`, `true`, `yes`, `on`. */
const flag = z
  .string()
  .optional()
  .transform((value) => /^(1|true|yes|on)$/i.test(value ?? ''))

const schema = z.object({
  DATABASE_URL: z.string().min(1, 'DATABASE_URL is missing: set it, or start with `npm run demo`'),
  /** Where people reach the portal, without a path: `https://apply.example.edu`. */
  APP_URL: z.url().default('http://localhost:3000'),
  AUTH_SECRET: z.string().min(32, 'AUTH_SECRET must be at least 32 characters'),
  /** 32 bytes in base64; encrypts connection secrets and parked forms. */
  ENCRYPTION_KEY: z
    .string()
    .refine(
      (value) => Buffer.from(value, 'base64').length === 32,
      'ENCRYPTION_KEY must be 32 bytes in base64',
    ),
  /** Simulators answer only when this is on, and only sandbox partners may point at them. */
  SANDBOX: flag,
  /** Where the simulators are mounted, as our own server reaches them: `http://127.0.0.1:3000/sandbox`. */
  SANDBOX_URL: z.url().optional(),
  /** Set when a reverse proxy in front replaces X-Forwarded-For and X-Forwarded-Host. */
  TRUST_PROXY: flag,
  /** Whoever shows it as a bearer token may read /api/metrics; without it that address does not exist. */
  METRICS_TOKEN: z.string().min(16).optional(),
  /** What this deployment keeps on disk. */
  DATA_DIR: z.string().default('.data'),
  /** Where files lie, on a disk that every process shares; a folder of DATA_DIR unless said otherwise. */
  FILES_DIR: z.string().optional(),
  SMTP_URL: z.string().optional(),
  MAIL_FROM: z.string().default('Pravesh <no-reply@pravesh.invalid>'),
  /** `prepare: false` is needed behind PgBouncer in transaction mode. */
  DATABASE_PREPARE: z
    .string()
    .optional()
    .transform((value) => !/^(0|false|no|off)$/i.test(value ?? '')),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(200).default(10),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  NODE_ENV: z.string().default('production'),
})

export type Env = z.infer<typeof schema>

let read: Env | null = null

/** A setting left empty in a file of settings is one that was not made. */
const withoutBlanks = () =>
  Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''))

/** The process's settings, read once and checked. Throws one sentence per wrong setting. */
export function env(): Env {
  if (read) return read
  const parsed = schema.safeParse(withoutBlanks())
  if (!parsed.success) {
    throw new Error(
      parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'),
    )
  }
  read = parsed.data
  return read
}

/** The address at which Next, once started, asks this very process for pages; absent outside `next`. */
export const ownOrigin = (): string | undefined => process.env.__NEXT_PRIVATE_ORIGIN

const presets = z.object({
  STUDYHQ_BASE_URL: z.string().optional(),
  STUDYHQ_TOKEN_ID: z.string().optional(),
  STUDYHQ_TOKEN_SECRET: z.string().optional(),
  STUDYHQ_PROJECT_ID: z.string().optional(),
  STUDYHQ_LINK_HOSTS: z.string().optional(),
  IMOCHA_BASE_URL: z.string().optional(),
  IMOCHA_API_KEY: z.string().optional(),
  IMOCHA_API_VERSION: z.string().optional(),
  IMOCHA_TEST_ID: z.string().optional(),
  IMOCHA_LINK_HOSTS: z.string().optional(),
  TEST_PARTNERSHIP_BASE_URL: z.string().optional(),
  TEST_PARTNERSHIP_AUTO_LOGIN_URL: z.string().optional(),
  TEST_PARTNERSHIP_USERNAME: z.string().optional(),
  TEST_PARTNERSHIP_PASSWORD: z.string().optional(),
  TEST_PARTNERSHIP_PROJECT_ACCESS_KEY: z.string().optional(),
  TEST_PARTNERSHIP_LINK_HOSTS: z.string().optional(),
  RAZORPAY_BASE_URL: z.string().optional(),
  RAZORPAY_KEY_ID: z.string().optional(),
  RAZORPAY_KEY_SECRET: z.string().optional(),
  RAZORPAY_WEBHOOK_SECRET: z.string().optional(),
})

/** Connection settings given in the environment; they replace the default partner's sandbox connections. Empty text counts as absent. */
export function connectionPresets(): z.infer<typeof presets> {
  return presets.parse(withoutBlanks())
}

const firstPartner = z.object({
  PARTNER_SLUG: z.string().regex(/^[a-z0-9-]{2,40}$/),
  PARTNER_NAME: z.string().min(2),
  PARTNER_HOST: z.string().min(1),
  PARTNER_BRAND: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/)
    .default('#1d4ed8'),
  PARTNER_SUPPORT_EMAIL: z.email(),
  ADMIN_EMAIL: z.email(),
  ADMIN_NAME: z.string().min(2),
  ADMIN_PASSWORD: z.string().min(12),
})

/** What `npm run setup` needs to make the first partner and its administrator. Throws naming what is missing. */
export function firstPartnerSettings(): z.infer<typeof firstPartner> {
  const parsed = firstPartner.safeParse(withoutBlanks())
  if (parsed.success) return parsed.data
  throw new Error(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'))
}
