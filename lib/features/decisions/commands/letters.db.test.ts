import { eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { beforeAll, describe, expect, test } from 'vitest'
import { database } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { intakes } from '@/db/schema/partners'
import { intakeVersions } from '@/db/schema/versions'
import { useFreshDatabase } from '@/db/testing'
import { paymentFirst } from '@/lib/domain/journeys/definition'
import type { Staff } from '@/lib/platform/auth/actors'
import { env } from '@/lib/platform/env'
import {
  type Office,
  type TestPartner,
  aPartner,
  aStaffMember,
  anApplicantInReview,
  decided,
  lettersOf,
  officeEvents,
  releasedAtOnce,
  theOffice,
} from '../testing'
import { publishLetterTemplate, saveLetterTemplate } from './edit-templates'
import { makeLetter, openLetter } from './make-letter'

const fresh = useFreshDatabase()
let partner: TestPartner
let office: Office
let writer: Awaited<ReturnType<typeof aWriter>>
const aWriter = (of: TestPartner) => aStaffMember<Staff<'templates.manage'>>(of, 'admissions_officer')
const text = (body: string) => ({ subject: 'A place', body, signatory: 'Dr. Rao', designation: 'Registrar' })
async function bytesOf(stream: ReadableStream<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  const reader = stream.getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read()) parts.push(part.value)
  return Buffer.concat(parts)
}

beforeAll(async () => {
  partner = await aPartner(9)
  office = await theOffice(partner)
  writer = await aWriter(partner)
})

async function aLetter() {
  const who = await anApplicantInReview(partner, { name: 'आशा वर्मा' })
  await decided(office, who, { programmeId: partner.programmes.cse })
  await releasedAtOnce(office, partner)
  const [letter] = await lettersOf(who)
  if (!letter) throw new Error('no letter')
  return { who, letter }
}

describe('the file of a letter', () => {
  test('is a PDF in both languages, made once and kept under its hash', async () => {
    const { who, letter } = await aLetter()
    await makeLetter({ partnerId: partner.id, letterId: letter.id })
    await makeLetter({ partnerId: partner.id, letterId: letter.id })
    const [kept] = await lettersOf(who)
    expect(kept?.sha256).toMatch(/^[0-9a-f]{64}$/)
    if (!kept) return
    const file = await bytesOf(await openLetter(kept))
    expect(file.subarray(0, 5).toString()).toBe('%PDF-')
    expect(file.byteLength).toBe(kept.bytes)
    expect(file.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(2)
  })

  test('a file that the disk lost is made again, byte for byte', async () => {
    const { who, letter } = await aLetter()
    const first = await bytesOf(await openLetter(letter))
    const [kept] = await lettersOf(who)
    if (!kept?.sha256) throw new Error('no file')
    const { rm } = await import('node:fs/promises')
    const { join } = await import('node:path')
    await rm(join(env().FILES_DIR ?? '', kept.sha256.slice(0, 2), kept.sha256))
    expect(await bytesOf(await openLetter(kept))).toEqual(first)
    expect((await lettersOf(who))[0]?.sha256).toBe(kept.sha256)
  })
})

describe('the fee that a letter names', () => {
  type Change = Partial<typeof applications.$inferInsert>
  async function feeInLetter(ofPartner: TestPartner, ofOffice: Office, change: Change) {
    const who = await anApplicantInReview(ofPartner)
    await decided(ofOffice, who, { kind: 'deny' })
    // The fee comes last: nobody is decided about who owes one.
    await database().update(intakes).set({ feePaise: 120_000 }).where(eq(intakes.id, ofPartner.intakeId))
    await database()
      .update(applications)
      .set({ submittedAt: new Date(), ...change })
      .where(eq(applications.id, who.applicationId))
    await releasedAtOnce(ofOffice, ofPartner)
    await database().update(intakes).set({ feePaise: null }).where(eq(intakes.id, ofPartner.intakeId))
    return (await lettersOf(who))[0]?.content.en.body
  }

  test('is the one asked of its reader: the intake’s, that of the terms they stay on, or none once it was waived', async () => {
    const asking = await aPartner()
    const theirOffice = await theOffice(asking)
    const theirWriter = await aWriter(asking)
    await saveLetterTemplate(theirWriter, {
      kind: 'deny',
      content: { en: text('Fee {{application_fee}}'), hi: text('शुल्क {{application_fee}}') },
    })
    await publishLetterTemplate(theirWriter, { kind: 'deny' })
    const olderTerms = await olderTermsOf(asking, 75_000)

    expect(await feeInLetter(asking, theirOffice, {})).toBe('Fee ₹1,200.00')
    expect(await feeInLetter(asking, theirOffice, { intakeVersionId: olderTerms })).toBe('Fee ₹750.00')
    expect(await feeInLetter(asking, theirOffice, { feeWaivedAt: new Date() })).toBe('Fee ₹0.00')
  })
})

/** Terms that are no longer offered, for whoever applied under them. */
async function olderTermsOf({ id: partnerId, intakeId }: TestPartner, feePaise: number): Promise<string> {
  const id = uuidv7()
  const [intake] = await database().select().from(intakes).where(eq(intakes.id, intakeId))
  if (!intake) throw new Error('no intake')
  await database()
    .insert(intakeVersions)
    .values({
      partnerId,
      id,
      intakeId,
      version: 1,
      state: 'retired',
      publishedAt: new Date(),
      content: {
        name: intake.name,
        opensAt: intake.opensAt.toISOString(),
        closesAt: intake.closesAt.toISOString(),
        assessmentUntil: null,
        journey: { id: paymentFirst.id, steps: [...paymentFirst.steps] },
        feePaise,
        feeRules: [],
        refundPolicy: { en: '-', hi: '-' },
        assessmentConnectionId: intake.assessmentConnectionId,
        assessmentTestId: null,
        attemptsAllowed: 3,
        countingAttempt: 'latest',
        ruleSetId: null,
        paymentConnectionId: null,
        programmeIds: [],
      },
    })
  return id
}

describe('editing what letters say', () => {
  test('a draft changes no letter until it is published; letters already issued keep their words', async () => {
    const before = await aLetter()
    await saveLetterTemplate(writer, {
      kind: 'admit',
      content: { en: text('Welcome, {{applicant_name}}.'), hi: text('स्वागत है, {{applicant_name}}।') },
    })
    expect((await aLetter()).letter.content.en.body).toBe(before.letter.content.en.body)
    expect(await publishLetterTemplate(writer, { kind: 'admit' })).toEqual({
      ok: true,
      value: { version: 2 },
    })
    expect((await aLetter()).letter.content.hi.body).toBe('स्वागत है, आशा वर्मा।')
    expect((await lettersOf(before.who))[0]?.content).toEqual(before.letter.content)
    expect(await publishLetterTemplate(writer, { kind: 'admit' })).toMatchObject({
      refusal: { code: 'template_nothing_to_publish' },
    })
    expect(await officeEvents(partner)).toEqual(
      expect.arrayContaining(['letter_template.saved', 'letter_template.published']),
    )
  })

  test('a field that nobody could fill is refused where it stands', async () => {
    expect(
      await saveLetterTemplate(writer, {
        kind: 'deny',
        content: { en: text('Dear {{first_name}}'), hi: text('नमस्ते') },
      }),
    ).toMatchObject({
      refusal: {
        code: 'template_unknown_field',
        params: { field: 'first_name' },
        fields: { body_en: 'letter_field' },
      },
    })
  })

  test('another partner’s letters stay theirs', async () => {
    const other = await aPartner()
    const foreign = await aWriter(other)
    await saveLetterTemplate(foreign, { kind: 'waitlist', content: { en: text('Theirs'), hi: text('उनका') } })
    await publishLetterTemplate(foreign, { kind: 'waitlist' })
    const [ours] = await fresh().sql`
      select content from letter_templates where partner_id = ${partner.id} and kind = 'waitlist' order by version desc limit 1`
    expect(ours?.content.en.body).not.toBe('Theirs')
  })
})
