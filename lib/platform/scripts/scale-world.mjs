import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { say as print, Sentence } from './command.mjs'
import { worldSecrets } from './secrets.mjs'

/** Whose applications are generated: the demo partner whose journey asks for a fee. */
export const scalePartner = 'sunrise'

/** Tables that are filled by the million: their indexes are made once the rows are there. */
const bulkTables = [
  'accounts',
  'applicants',
  'applications',
  'application_pages',
  'preferences',
  'attempts',
  'payment_orders',
  'payments',
  'payment_facts',
  'receipts',
  'events',
  'application_cards',
]

/**
 * Brings a database to the demo world plus `count` generated applications of one partner: migrated, seeded, counted,
 * analysed. Rows there already are kept, and generated ones are not made twice: only what is missing is added.
 * @param {{ databaseUrl: string, dataDir: string, count: number, say?: (line: string) => void }} options
 * @returns {Promise<{ partnerId: string, added: number, seconds: number }>}
 */
export async function seedScale({ databaseUrl, dataDir, count, say = print }) {
  const began = Date.now()
  await prepareDemo({ databaseUrl, dataDir })
  const { default: postgres } = await import('postgres')
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} })
  try {
    const [partner] = await sql`select id from partners where slug = ${scalePartner}`
    if (!partner) throw new Sentence(`The demo world has no partner ${scalePartner}.`)
    const [{ there }] =
      await sql`select count(*)::int as there from accounts where partner_id = ${partner.id} and email like '%@scale.test' and kind = 'applicant'`
    const missing = count - there
    if (missing > 0) {
      await sql.begin((tx) => fill(tx, { partnerId: partner.id, first: there + 1, count: missing, say }))
      say('Tidying up…')
      await sql.unsafe('vacuum (analyze)')
    }
    return { partnerId: partner.id, added: Math.max(0, missing), seconds: (Date.now() - began) / 1000 }
  } finally {
    await sql.end()
  }
}

/** Migrations and the demo people, as every demo has them. */
async function prepareDemo({ databaseUrl, dataDir }) {
  const { bundle } = await import('./build.mjs')
  const { startNode } = await import('./processes.mjs')
  const bundleDir = 'dist/scale'
  const logFile = join(dataDir, 'prepare.log')
  await bundle({ bundleDir, files: { prepare: 'lib/processes/prepare.ts' } })
  mkdirSync(dataDir, { recursive: true })
  const env = settingsOf({ databaseUrl, dataDir, port: 3000 })
  const program = startNode(['--enable-source-maps', join(bundleDir, 'prepare.mjs')], { env, logFile })
  const how = await program.exited
  if (how !== 'exit code 0')
    throw new Sentence(`The database could not be prepared (${how}); ${logFile} says why.`)
}

/** What web, worker and preparation of such a world run with. */
export const settingsOf = ({ databaseUrl, dataDir, port }) => ({
  ...process.env,
  ...worldSecrets(dataDir),
  APP_URL: `http://localhost:${port}`,
  SANDBOX: '1',
  SANDBOX_URL: `http://127.0.0.1:${port}/sandbox`,
  DATA_DIR: dataDir,
  NODE_ENV: 'production',
  NEXT_TELEMETRY_DISABLED: '1',
  LOG_LEVEL: 'error',
  DATABASE_URL: databaseUrl,
  PORT: String(port),
})

async function fill(tx, { partnerId, first, count, say }) {
  say(`Writing ${count.toLocaleString('en-IN')} applications…`)
  await tx.unsafe(`set local maintenance_work_mem = '512MB'; set local work_mem = '256MB'`)
  const isOwner = await triggersOff(tx)
  const indexes = await dropIndexes(tx)
  const text = readFileSync(join(import.meta.dirname, 'seed-scale.sql'), 'utf8')
    .replaceAll('$partner', `'${partnerId}'::uuid`)
    .replaceAll('$first', String(first))
    .replaceAll('$count', String(count))
  for (const statement of text.split(/;\s*$/m)) if (statement.trim() !== '') await tx.unsafe(statement)

  say('Indexes…')
  const ofCards = (definition) => / ON (\w+\.)?application_cards /.test(definition)
  for (const definition of indexes.filter((each) => !ofCards(each))) await tx.unsafe(definition)
  for (const table of bulkTables) await tx.unsafe(`analyze ${table}`)
  say('Cards and counts…')
  await tx.unsafe(cardsOf('w', partnerId))
  for (const definition of indexes.filter(ofCards)) await tx.unsafe(definition)
  await tx.unsafe(`select recount_application_facets('${partnerId}')`)
  if (isOwner) for (const table of bulkTables) await tx.unsafe(`alter table ${table} enable trigger user`)
}

const cardsOf = (table, partnerId) => `
  do $$ declare names text := (select string_agg(quote_ident(column_name), ', ') from information_schema.columns
    where table_schema = 'public' and table_name = 'application_cards');
  begin
    execute format('insert into application_cards (%s) select %s from application_card_source s
      where s.partner_id = %L and s.application_id in (select application_id from ${table})', names, names, '${partnerId}');
  end $$`

/** A superuser turns every trigger and foreign key off for the transaction; an owner only the triggers. Returns whether the latter. */
async function triggersOff(tx) {
  const [{ is_super: isSuper }] =
    await tx`select rolsuper as is_super from pg_roles where rolname = current_user`
  if (isSuper) await tx.unsafe(`set local session_replication_role = replica`)
  else for (const table of bulkTables) await tx.unsafe(`alter table ${table} disable trigger user`)
  return !isSuper
}

/** Drops what is only for speed; keys and unique constraints stay. */
async function dropIndexes(tx) {
  const rows = await tx`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
    where i.indrelid = any(${bulkTables}::regclass[]) and not i.indisunique`
  for (const { name } of rows) await tx.unsafe(`drop index ${name}`)
  return rows.map(({ definition }) => definition)
}
