import type { Refusal } from '@/lib/domain/shared/result'

export type Download = {
  name: string
  contentType: string
  bytes: number
  body: ReadableStream<Uint8Array>
}

const unshared = { 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' }

/** A file to save: never drawn in our own origin, never guessed at, kept by no proxy. */
export const fileAnswer = ({ name, contentType, bytes, body }: Download): Response =>
  new Response(body, {
    headers: {
      ...unshared,
      'content-type': contentType,
      'content-length': String(bytes),
      'content-disposition': attachment(name),
      'content-security-policy': "default-src 'none'; sandbox",
    },
  })

/** Why there is no file: off to sign-in and back to `path`, or a bare status. */
export function noFileAnswer({ code }: Pick<Refusal, 'code'>, path: string): Response {
  if (code === 'signed_out')
    return new Response(null, {
      status: 303,
      headers: { ...unshared, location: `/sign-in?next=${encodeURIComponent(path)}` },
    })
  const isForbidden = code === 'not_allowed' || code === 'hidden_in_blind_stage'
  const status = isForbidden ? 403 : code === 'try_again' ? 500 : 404
  return new Response(null, { status, headers: unshared })
}

/** Plain letters for old clients, the whole name for all others (RFC 6266). */
function attachment(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const whole = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`
}
