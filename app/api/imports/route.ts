import { randomUUID } from 'node:crypto'
import type { RefusalCode } from '@/lib/domain/shared/refusals'
import { importLimits } from '@/lib/features/transfer/schema'
import { uploadImport } from '@/lib/features/transfer/commands/upload-import'
import { findStaff } from '@/lib/platform/auth/current'
import { readBody } from '@/lib/platform/body'
import { currentTime } from '@/lib/platform/clock'
import { isSameOrigin } from '@/lib/platform/request'

/** So much of a form may stand around its file. */
const formBytes = 20_000

/**
 * A file of applicants as a plain form sends it: larger than a server action takes, and without script. Leads to the import's
 * page, or back to the form with the reason.
 */
export async function POST(request: Request): Promise<Response> {
  if (!(await isSameOrigin())) return nothing(403)
  const staff = await findStaff('applications.import')
  if (!staff.ok)
    return staff.refusal.code === 'signed_out'
      ? goTo(`/sign-in?next=${encodeURIComponent('/staff/imports')}`)
      : nothing(403)
  const body = await readBody(request, importLimits.megabytes * 1_000_000 + formBytes)
  if (body === null) return refused('import_too_large')
  const file = await fileIn(request, body)
  if (!file) return refused('import_no_file')
  const ctx = {
    actor: staff.value,
    now: await currentTime(),
    source: 'browser' as const,
    requestId: randomUUID(),
  }
  const uploaded = await uploadImport(ctx, {
    fileName: file.name,
    bytes: new Uint8Array(await file.arrayBuffer()),
  })
  return uploaded.ok ? goTo(`/staff/imports/${uploaded.value.importId}`) : refused(uploaded.refusal.code)
}

async function fileIn(request: Request, body: Uint8Array): Promise<File | null> {
  const again = new Response(Buffer.from(body), {
    headers: { 'content-type': request.headers.get('content-type') ?? '' },
  })
  const form = await again.formData().catch(() => null)
  const file = form?.get('file')
  return file instanceof File ? file : null
}

const goTo = (location: string) =>
  new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
const refused = (code: RefusalCode) => goTo(`/staff/imports?refused=${code}`)
const nothing = (status: number) => new Response(null, { status, headers: { 'cache-control': 'no-store' } })
