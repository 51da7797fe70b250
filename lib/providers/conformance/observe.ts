import type { ProviderCall, ProviderIo } from '@/lib/platform/http'
import type { Exchange } from './check'

const keptBytes = 1_000_000

/** A ProviderIo that sees everything go by: exchanges as they came for the checks, redacted entries for the report. */
export function observe(io: ProviderIo): { io: ProviderIo; exchanges: Exchange[]; calls: ProviderCall[] } {
  const exchanges: Exchange[] = []
  const calls: ProviderCall[] = []
  return {
    exchanges,
    calls,
    io: {
      now: io.now,
      record: async (call) => {
        calls.push(call)
        await io.record(call)
      },
      fetch: async (input, init) => {
        const response = await io.fetch(input, init)
        const chunks: Uint8Array[] = []
        let size = 0
        const note = () => exchanges.push(exchangeOf(init?.method ?? 'GET', response, chunks, size))
        const { body, status, headers } = response
        if (!body) {
          note()
          return response
        }
        const passing = new TransformStream<Uint8Array, Uint8Array>({
          transform(chunk, stream) {
            if (size < keptBytes) chunks.push(chunk)
            size += chunk.byteLength
            stream.enqueue(chunk)
          },
          flush: () => void note(),
        })
        return new Response(body.pipeThrough(passing), { status, headers })
      },
    },
  }
}

function exchangeOf(method: string, response: Response, chunks: Uint8Array[], size: number): Exchange {
  const bytes = Buffer.concat(chunks)
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b
  const text = isZip ? '' : bytes.toString('utf8')
  return {
    method,
    status: response.status,
    contentType: response.headers.get('content-type') ?? '',
    text,
    json: parsed(text),
    size,
    isZip,
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
