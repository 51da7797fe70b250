import { connection } from 'next/server'
import { getReadiness } from '@/lib/features/partners/queries'

/** 200 when people can be served: the database answers, is migrated, and knows a partner. */
export async function GET() {
  await connection()
  const readiness = await getReadiness()
  return Response.json(readiness, {
    status: readiness.isReady ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  })
}
