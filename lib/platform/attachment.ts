const unshared = { 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' }

/** A PDF as an answer that nobody between us and its reader keeps; saved under `name`, or shown where `inline`. */
export const pdfAnswer = (body: BodyInit, name: string, { inline = false } = {}): Response =>
  new Response(body, {
    headers: {
      ...unshared,
      'content-type': 'application/pdf',
      'content-disposition': `${inline ? 'inline' : 'attachment'}; filename="${name.replace(/[^\w.-]/g, '_')}"`,
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    },
  })

/** No file: signed out goes to sign in and comes back, everything else is an empty answer of its status. */
export function noFile(code: string, path: string): Response {
  if (code === 'signed_out') {
    const location = `/sign-in?next=${encodeURIComponent(path)}`
    return new Response(null, { status: 303, headers: { ...unshared, location } })
  }
  return new Response(null, { status: code === 'not_allowed' ? 403 : 404, headers: unshared })
}
