import { closeDatabase, database, rawSql } from '@/db/client'
import { sealed, sessionCookie } from '@/lib/platform/auth/cookies'
import { createSession, passSecondStep } from '@/lib/platform/auth/session'
import { configureProcess } from '@/lib/platform/process'

// Signs an administrator of a generated world in and says what its newest export came to; started by bench-export.mjs.
// The last line printed is JSON.
configureProcess()
const raw = rawSql()
const [account] = await raw<{ partner: string; id: string }[]>`
  select p.id as partner, s.account_id as id from partners p join staff s on s.partner_id = p.id
  where p.slug = 'sunrise' and s.role = 'admin' order by s.account_id limit 1`
if (!account) throw new Error('no generated world here')
const owner = { partnerId: account.partner, accountId: account.id }
const sessionId = await database().transaction(async (tx) => {
  const id = await createSession(tx, { ...owner, kind: 'staff' }, null)
  await passSecondStep(tx, { ...owner, sessionId: id, fullName: '', email: '', locale: 'en' })
  return id
})
const [{ total } = { total: 0 }] = await raw<{ total: number }[]>`
  select count(*)::int as total from application_cards where partner_id = ${owner.partnerId}`
const [newest] = await raw<{ rows: number; bytes: string; sha256: string | null; state: string }[]>`
  select rows, bytes, sha256, state from export_runs where partner_id = ${owner.partnerId}
  order by created_at desc, id desc limit 1`
const cookie = `${sessionCookie}=${await sealed(sessionCookie, { sid: sessionId }, 3600)}`
console.log(JSON.stringify({ cookie, total, newest: newest ?? null }))
await closeDatabase()
