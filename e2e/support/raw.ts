import { type IncomingHttpHeaders, request } from 'node:http'
import type { BrowserContext } from '@playwright/test'

/** What came back on the wire: redirects are not followed. */
export type Answer = { status: number; headers: IncomingHttpHeaders; location: string; text: string }

export type Asking = { method?: 'GET' | 'HEAD' | 'POST'; headers?: Record<string, string>; body?: string }

/**
 * One HTTP request as any program could send it, with nothing that a browser adds by itself: no Origin, no cookie.
 * The portal is on this machine, so a partner's host is a header and needs no name server.
 */
export function asks(address: string, { method = 'GET', headers = {}, body }: Asking = {}): Promise<Answer> {
  const { host, port, pathname, search } = new URL(address)
  return new Promise((done, failed) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port,
        path: pathname + search,
        method,
        headers: { host, ...headers },
        agent: false,
      },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', failed)
        answer.on('end', () =>
          done({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            location: answer.headers.location ?? '',
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        )
      },
    )
    asked.on('error', failed).end(body)
  })
}

/** The cookies of somebody's browser as a request header. */
export async function cookieOf(context: BrowserContext): Promise<string> {
  return (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
}

/** The header of a form post by a page of ours; `foreign` by somebody else's. */
export const formPost = (
  address: string,
  origin: 'own' | 'foreign' | 'missing' = 'own',
): Record<string, string> => ({
  'content-type': 'application/x-www-form-urlencoded',
  ...(origin === 'own'
    ? { origin: new URL(address).origin }
    : origin === 'foreign'
      ? { origin: 'https://elsewhere.example' }
      : {}),
})
