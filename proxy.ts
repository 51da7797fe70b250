import { randomBytes, randomUUID } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { listFormOrigins } from '@/lib/features/partners/queries'

/**
 * Puts the security headers on every page. Decides nothing about access: with this file deleted, nobody reaches more.
 * Route handlers for machines, uploads and simulators set their own headers and are left out by the matcher.
 */
export async function proxy(request: NextRequest) {
  const nonce = randomBytes(16).toString('base64')
  const policy = await contentSecurityPolicy(request, nonce)
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('x-request-id', randomUUID())
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  if (!bringsOwnPolicy.test(request.nextUrl.pathname)) response.headers.set('content-security-policy', policy)
  response.headers.set('x-content-type-options', 'nosniff')
  response.headers.set('referrer-policy', 'strict-origin-when-cross-origin')
  response.headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=(), browsing-topics=()')
  response.headers.set('cross-origin-opener-policy', 'same-origin')
  if (request.nextUrl.protocol === 'https:')
    response.headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains')
  return response
}

/** A file to save is sent with a stricter policy of its own, which a header set here would replace. */
const bringsOwnPolicy =
  /^\/staff\/(assessments\/reports|settings\/connections\/[^/]+\/conformance)\/[^/]+\/?$/

async function contentSecurityPolicy(request: NextRequest, nonce: string): Promise<string> {
  const isDevelopment = process.env.NODE_ENV === 'development'
  // Chromium applies form-action to the redirect after a form post, so the two pages that lead out name where to.
  const isLeaving = /^\/applications\/[^/]+\/(assessment|payment)(\/|$)/.test(request.nextUrl.pathname)
  const out = isLeaving ? await listFormOrigins(request.headers.get('host') ?? '') : []
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    // Hot reload writes styles without a nonce, and a nonce would switch 'unsafe-inline' off.
    isDevelopment ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? ' ws:' : ''}`,
    `form-action ${["'self'", ...out].join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'self'",
    "object-src 'none'",
  ].join('; ')
}

export const config = {
  matcher: [
    {
      source: '/((?!api/|sandbox/|_next/static|_next/image|favicon.ico).*)',
      missing: [{ type: 'header', key: 'next-router-prefetch' }],
    },
  ],
}
