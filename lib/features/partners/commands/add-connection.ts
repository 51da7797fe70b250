import type { z } from 'zod'
import { uuidv7 } from 'uuidv7'
import { connections } from '@/db/schema/partners'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { sealSettings } from '../commands'
import type { addConnectionInput } from '../schema'
import { findDoor } from './find-connection'

/** Adds a connection with nothing in it yet; it serves nobody until its settings are saved. */
export const addConnection = (
  ctx: Ctx<Staff<'settings.manage'>>,
  input: z.output<typeof addConnectionInput>,
): Promise<Result<{ id: string }>> =>
  transaction(async (tx) => {
    const [kind, provider = ''] = input.provider.split(':')
    const id = uuidv7()
    if ((kind !== 'assessment' && kind !== 'payment') || !findDoor(kind, provider))
      return refuse('invalid_input', { fields: { provider: 'provider_required' } })
    const [added] = await tx
      .insert(connections)
      .values({
        partnerId: ctx.actor.partnerId,
        id,
        kind,
        provider,
        label: input.label,
        ...sealSettings(id, kind, provider, {}),
      })
      .onConflictDoNothing({ target: [connections.partnerId, connections.label] })
      .returning({ id: connections.id })
    if (!added) return refuse('invalid_input', { fields: { label: 'label_taken' } })
    await recordEvent(tx, ctx, 'connection.added', {
      detail: { connectionId: id, connection: input.label, provider },
    })
    return ok({ id })
  })
