import { z } from 'zod'
import type { Verdict } from '@/lib/domain/bulk/run'
import { findPublished, mayBeWritten, writeToApplicant } from '@/lib/features/outreach/commands/letters'
import { listSendable } from '@/lib/features/outreach/commands/templates'
import { listReaders } from '@/lib/features/outreach/queries/readers'
import { defineKind } from './kind'

/** Writes one of the partner's templates to many; news only to those who asked for them. */
export const message = defineKind({
  permission: 'messages.send',
  input: z.object({ templateId: z.guid('required') }),
  pace: { atOnce: 4, leaseSeconds: 30 },
  fields: async ({ partnerId }) => [
    {
      name: 'templateId',
      as: 'select',
      options: (await listSendable(partnerId)).map(({ id, name }) => ({ value: id, label: name })),
    },
  ],
  judge: async ({ partnerId }, { templateId }, ids) => {
    const template = await findPublished(partnerId, templateId)
    const readers = await listReaders(partnerId, { ids })
    return new Map(
      readers.map((reader): [string, Verdict] => {
        if (!template) return [reader.applicationId, { kind: 'refused', code: 'template_unpublished' }]
        const may = mayBeWritten(template, reader)
        return [
          reader.applicationId,
          may.ok ? { kind: 'change' } : { kind: 'refused', code: may.refusal.code },
        ]
      }),
    )
  },
  // One run is one letter to each: a run that is taken up again after a crash never writes twice.
  act: (ctx, { templateId }, { id, runId }) =>
    writeToApplicant(ctx, { applicationId: id, templateId, once: runId }),
})
