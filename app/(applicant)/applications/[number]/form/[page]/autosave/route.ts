import { autosavePage } from '@/lib/features/applications/actions'

/** Keeps a page while it is being typed. A route besides the action, because a closing page can still send to an address. */
export async function POST(request: Request) {
  const result = await autosavePage(null, await request.formData())
  return Response.json(result.ok ? result : { ok: false, refusal: result.refusal }, {
    headers: { 'Cache-Control': 'no-store' },
  })
}
