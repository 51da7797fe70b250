import type { ReportFile } from '@/lib/providers/assessments/contract'
import { callProvider, retryAfterSeconds, type HttpAnswer, type ProviderIo } from '@/lib/platform/http'
import { ProviderError } from '@/lib/platform/provider-error'
import { redactFor } from './client'
import type { ImochaSettings } from './config'
import { acceptReportAddress } from './link'

const largestBytes = 20_000_000
const mostHops = 3

/**
 * Downloads one report: from listed hosts only, at every hop, without our key, at most 20 MB, and a PDF by its first
 * bytes. Its address is the only protection iMocha gives it (trap 44), so it is neither kept nor recorded.
 */
export async function downloadReport(
  settings: ImochaSettings,
  { name, address }: { name: string; address: string },
  io: ProviderIo,
): Promise<ReportFile> {
  let url = acceptReportAddress(address, settings)
  for (let hop = 0; hop <= mostHops; hop++) {
    const answer = await get(settings, url, io)
    const next = answer.status >= 300 && answer.status < 400 ? answer.headers.get('location') : null
    if (next === null) return { name, mediaType: 'application/pdf', bytes: pdfOf(answer, io) }
    if (!URL.canParse(next, url)) break
    url = acceptReportAddress(new URL(next, url).href, settings)
  }
  throw new ProviderError('contract', { message: 'report address leads on and on' })
}

async function get(settings: ImochaSettings, url: string, io: ProviderIo): Promise<HttpAnswer> {
  const call = {
    url,
    method: 'GET' as const,
    headers: { Accept: 'application/pdf' },
    timeoutMs: settings.timeoutMs,
    largestBytes,
    redact: (text: string) => (text.startsWith('/') ? '/(report)' : redactFor(settings, text)),
  }
  const first = await callProvider(call, io)
  return first.status >= 500 ? callProvider(call, io) : first
}

function pdfOf({ status, bytes, headers }: HttpAnswer, io: ProviderIo): Uint8Array {
  const info = { status, message: `report: HTTP ${status}` }
  if (status === 429)
    throw new ProviderError('rate_limited', {
      ...info,
      retryAfterSeconds: retryAfterSeconds(headers, io.now()),
    })
  if (status === 404) throw new ProviderError('not_found', info)
  if (status === 408 || status >= 500) throw new ProviderError('transient', info)
  if (status !== 200) throw new ProviderError('refused_by_provider', info)
  if (Buffer.from(bytes.subarray(0, 5)).toString('latin1') !== '%PDF-')
    throw new ProviderError('contract', { status, message: 'report is not a PDF' })
  return bytes
}
