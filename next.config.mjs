import createNextIntlPlugin from 'next-intl/plugin'

const withMessages = createNextIntlPlugin('./lib/platform/i18n/request.ts')

/** @type {import('next').NextConfig} */
const config = {
  // A second build can stand beside the one that a running copy serves.
  distDir: process.env.NEXT_DIST_DIR || '.next',
  poweredByHeader: false,
  // The optimiser fetches addresses on the visitor's behalf; our pictures are small files of our own.
  images: { unoptimized: true },
  // Only `next dev` asks: partners are told apart by host, so *.localhost are ours too.
  allowedDevOrigins: ['localhost', '*.localhost', '127.0.0.1'],
  // Loaded by Node itself: native code, or one instance shared by everything in the process.
  serverExternalPackages: ['@node-rs/argon2', 'pg-boss', 'postgres', 'pino', 'prom-client', 'nodemailer'],
  // `npm run check` and `npm test` check the types; doing it again would double every demo's first start.
  typescript: { ignoreBuildErrors: true },
  experimental: { authInterrupts: true },
  agentRules: false,
}

export default withMessages(config)
