import { beforeAll, expect, test } from 'vitest'
import { useFreshDatabase } from '@/db/testing'
import {
  type TestPartner,
  aPartner,
  aReviewer,
  acting,
  anApplicant,
} from '@/lib/features/applications/testing'
import type { Applicant } from '@/lib/platform/auth/actors'
import { findExpiredHolder, findHolder } from '@/lib/platform/auth/session'
import { staffActor } from '@/lib/platform/auth/testing'
import { endApplicantSessions } from './panel'

useFreshDatabase()

let partner: TestPartner
let other: TestPartner

beforeAll(async () => {
  partner = await aPartner()
  other = await aPartner()
})

test('one applicant’s sessions run out by their address, nobody else’s', async () => {
  const [asha, kabir, elsewhere] = [
    await anApplicant(partner, 'Asha'),
    await anApplicant(partner, 'Kabir'),
    await anApplicant(other, 'Meera'),
  ]
  expect(await ends(asha.email)).toEqual({ ok: true, value: undefined })
  expect([await isIn(asha), await isIn(kabir), await isIn(elsewhere)]).toEqual([false, true, true])
  // Run out, not revoked: what is typed with it is still its owner's.
  expect(await findExpiredHolder(partner.id, asha.sessionId)).toMatchObject({ accountId: asha.accountId })
})

test('an address of the other partner is nobody here', async () => {
  const elsewhere = await anApplicant(other, 'Rohan')
  expect(await ends(elsewhere.email)).toMatchObject({ ok: false, refusal: { code: 'not_found' } })
  expect(await isIn(elsewhere)).toBe(true)
})

test('without an address every applicant of this partner is out, and the staff stay', async () => {
  const [asha, elsewhere] = [await anApplicant(partner, 'Asha'), await anApplicant(other, 'Meera')]
  const reviewer = await aReviewer(partner)
  await ends('')
  expect([await isIn(asha), await isIn(elsewhere)]).toEqual([false, true])
  expect(await findHolder(partner.id, reviewer.sessionId)).not.toBeNull()
})

async function ends(email: string) {
  const { accountId } = await aReviewer(partner)
  return endApplicantSessions(acting(await staffActor<'sandbox.use'>(partner.id, accountId)), { email })
}

const isIn = async ({ partnerId, sessionId }: Applicant) => (await findHolder(partnerId, sessionId)) !== null
