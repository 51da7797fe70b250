import { uuidv7 } from 'uuidv7'
import { database } from '@/db/client'
import { accounts, applicants, staff } from '@/db/schema/accounts'
import { intakeProgrammes, intakes, partners, programmes } from '@/db/schema/partners'
import { type JourneyDefinition, paymentFirst } from '@/lib/domain/journeys/definition'
import type { Actor, Applicant, Staff } from '@/lib/platform/auth/actors'
import { applicantActor, staffActor } from '@/lib/platform/auth/testing'
import type { Ctx } from '@/lib/platform/context'
import type { FormPage } from './schema'

/** For database tests: noon of a day in November 2026, UTC. */
export const noon = (day: number): Date => new Date(Date.UTC(2026, 10, day, 12))

/** For database tests: `actor` acting at `now` from a browser. */
export const acting = <A extends Actor>(actor: A, now = noon(21)): Ctx<A> => ({
  actor,
  now,
  source: 'browser',
  requestId: 'test',
})

export type TestPartner = {
  id: string
  intakeId: string
  programmes: { cse: string; ece: string; bba: string; notOffered: string }
}

/** A partner with one intake, open from 1 to 30 November, that offers three of its four programmes. */
export async function aPartner(
  given: { journey?: JourneyDefinition; feePaise?: number | null } = {},
): Promise<TestPartner> {
  const id = uuidv7()
  const words = (text: string) => ({ en: text, hi: text })
  const journey = given.journey ?? paymentFirst
  await database()
    .insert(partners)
    .values({
      id,
      slug: `p-${id}`,
      name: words('Greenfield'),
      tagline: words('Learn'),
      brand: '#1f4fa3',
      hosts: [],
      isSandbox: true,
      supportEmail: 'help@greenfield.test',
      grievanceOfficer: 'Dr. Rao',
    })
  const intakeId = uuidv7()
  await database()
    .insert(intakes)
    .values({
      partnerId: id,
      id: intakeId,
      code: 'UG-27',
      name: words('Undergraduate 2027'),
      sessionYear: 27,
      opensAt: noon(1),
      closesAt: noon(30),
      journey: { id: journey.id, steps: [...journey.steps] },
      feePaise: given.feePaise === undefined ? 100_000 : given.feePaise,
      refundPolicy: words('None'),
    })
  const ids = { cse: uuidv7(), ece: uuidv7(), bba: uuidv7(), notOffered: uuidv7() }
  for (const [code, programmeId] of Object.entries(ids)) {
    await database()
      .insert(programmes)
      .values({ partnerId: id, id: programmeId, code, name: words(code), summary: words(code) })
  }
  await database()
    .insert(intakeProgrammes)
    .values(
      [ids.cse, ids.ece, ids.bba].map((programmeId, place) => ({
        partnerId: id,
        intakeId,
        programmeId,
        position: place + 1,
      })),
    )
  return { id, intakeId, programmes: ids }
}

/** A signed-in applicant of a partner whose e-mail address is confirmed. */
export async function anApplicant(partner: TestPartner, name = 'Asha Verma'): Promise<Applicant> {
  const accountId = await anAccount(partner, 'applicant', name)
  await database()
    .insert(applicants)
    .values({ partnerId: partner.id, accountId, mobile: '+919810000001', dateOfBirth: '2008-02-11' })
  return applicantActor(partner.id, accountId)
}

/** A signed-in reviewer of a partner. */
export async function aReviewer(partner: TestPartner): Promise<Staff<'applications.review'>> {
  const accountId = await anAccount(partner, 'staff', 'Anil Kumar')
  await database().insert(staff).values({ partnerId: partner.id, accountId, role: 'reviewer' })
  return staffActor<'applications.review'>(partner.id, accountId)
}

async function anAccount(
  partner: TestPartner,
  kind: 'applicant' | 'staff',
  fullName: string,
): Promise<string> {
  const id = uuidv7()
  await database()
    .insert(accounts)
    .values({
      partnerId: partner.id,
      id,
      kind,
      email: `${id}@sandbox.test`,
      fullName,
      passwordHash: 'none',
      emailVerifiedAt: noon(2),
    })
  return id
}

/** A complete form of this partner's intake, page by page. */
export const goodAnswers = ({
  programmes: { cse, ece },
}: TestPartner): Record<FormPage, Record<string, string>> => ({
  personal: { gender: '', category: 'general', motherName: 'Meena Verma', guardianName: 'S. Verma' },
  contact: {
    addressLine1: '12 MG Road',
    addressLine2: '',
    city: 'Pune',
    district: 'Pune',
    state: 'MH',
    pin: '411001',
    guardianMobile: '',
  },
  'class-10': {
    class10Board: 'cbse',
    class10School: 'Kendriya Vidyalaya',
    class10Year: '2024',
    class10RollNumber: '12345678',
    class10Marking: 'percentage',
    class10Score: '87.4',
  },
  'class-12': {
    class12Status: 'awaited',
    class12Board: 'cbse',
    class12School: 'Kendriya Vidyalaya',
    class12Stream: 'science_pcm',
    class12Year: '2026',
    class12RollNumber: '',
    class12Percentage: '',
  },
  preferences: { preference1: cse, preference2: ece, preference3: '', preference4: '', preference5: '' },
  statement: { statement: 'I want to build bridges because my village lost one in the flood of 2019.' },
})
