import { randomBytes } from 'node:crypto'
import type postgres from 'postgres'
import { uuidv7 } from 'uuidv7'
import type { BudgetKey } from './postgres-ring'

/** A connection for a budget to hang on, of a partner of its own unless one is given. */
export async function aConnection(sql: postgres.Sql, partnerId: string = uuidv7()): Promise<BudgetKey> {
  const connectionId = uuidv7()
  const name = randomBytes(6).toString('hex')
  await sql`
    insert into partners (id, slug, name, tagline, brand, hosts, support_email, grievance_officer)
    values (${partnerId}, ${name}, '{}', '{}', '#1f4fa3', ${[`${name}.localhost`]}, 'help@greenfield.test', 'Registrar')
    on conflict (id) do nothing`
  await sql`
    insert into connections (partner_id, id, kind, provider, label, settings, secrets)
    values (${partnerId}, ${connectionId}, 'assessment', 'studyhq', ${name}, '{}', '')`
  return { partnerId, connectionId }
}
