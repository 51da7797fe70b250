/** The bytes of a request's body exactly as they came, or null when there are more than `largest`: then nothing more is read. */
export async function readBody(request: Request, largest: number): Promise<Uint8Array | null> {
  if (Number(request.headers.get('content-length') ?? 0) > largest) return null
  const reader = request.body?.getReader()
  if (!reader) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return Buffer.concat(chunks)
    size += value.byteLength
    if (size > largest) {
      await reader.cancel()
      return null
    }
    chunks.push(value)
  }
}
