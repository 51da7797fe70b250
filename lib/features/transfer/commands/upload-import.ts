import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { importRows, importRuns } from '@/db/schema/transfer'
import { guessColumns } from '@/lib/domain/transfer/columns'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { takeTry } from '@/lib/platform/rate-limit'
import { readFile } from './read-file'

/**
 * Keeps an uploaded file row by row and guesses which column is what; nobody is made. Refuses `import_no_file`,
 * `too_many_tries` and what `readFile` refuses.
 */
export async function uploadImport(
  ctx: Ctx<Staff<'applications.import'>>,
  { fileName, bytes }: { fileName: string; bytes: Uint8Array },
): Promise<Result<{ importId: string }>> {
  const { partnerId, accountId } = ctx.actor
  if (bytes.byteLength === 0) return refuse('import_no_file', { waitsFor: 'staff' })
  if (!(await takeTry(partnerId, `import:${accountId}`, { tries: 20, seconds: 600 })))
    return refuse('too_many_tries', { waitsFor: 'staff' })
  const read = readFile(bytes)
  if (!read.ok) return read
  const { encoding, delimiter, header, rows } = read.value
  const importId = uuidv7()
  return transaction(async (tx) => {
    await tx.insert(importRuns).values({
      ...{ partnerId, id: importId, createdBy: accountId, encoding, delimiter, header },
      fileName: fileName.replace(/[\p{Cc}\\/]/gu, '_').slice(-120) || 'file.csv',
      sha256: createHash('sha256').update(bytes).digest('hex'),
      bytes: bytes.byteLength,
      mapping: guessColumns(header),
      total: rows.length,
      createdAt: ctx.now,
    })
    for (let from = 0; from < rows.length; from += 1000)
      await tx.execute(sql`
        insert into ${importRows} (partner_id, import_id, line, cells)
        select ${partnerId}::uuid, ${importId}::uuid, row.line, row.cells
        from jsonb_to_recordset(${JSON.stringify(rows.slice(from, from + 1000))}::jsonb) as row(line int, cells text[])`)
    await recordEvent(tx, ctx, 'import.uploaded', { detail: { importId, rows: rows.length } })
    return ok({ importId })
  })
}
