import { and, asc, eq, gt, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm'
import { getLocale } from 'next-intl/server'
import { cache } from 'react'
import { database } from '@/db/client'
import {
  type Localised,
  connections,
  intakeProgrammes,
  intakes,
  partners,
  programmes,
} from '@/db/schema/partners'
import { currentTime } from '@/lib/platform/clock'
import { requestPartner } from '@/lib/platform/request'
import { openConnection, originsOf } from './commands'

/** What every page shows of the partner it belongs to, in the reader's language. */
export type PartnerView = {
  id: string
  slug: string
  name: string
  tagline: string
  brand: string
  isSandbox: boolean
  supportEmail: string
  grievanceOfficer: string
}

/** The partner of this request's host. */
export const getCurrentPartner = cache(async (): Promise<PartnerView> => {
  const partner = await requestPartner()
  const { name, tagline, ...rest } = partner
  const locale = await readerLocale()
  return {
    id: rest.id,
    slug: rest.slug,
    name: name[locale],
    tagline: tagline[locale],
    brand: rest.brand,
    isSandbox: rest.isSandbox,
    supportEmail: rest.supportEmail,
    grievanceOfficer: rest.grievanceOfficer,
  }
})

export type ProgrammeView = { id: string; code: string; name: string; summary: string }

/** An intake as visitors see it. `status` compares its dates with now. */
export type IntakeView = {
  id: string
  code: string
  name: string
  opensAt: Date
  closesAt: Date
  status: 'upcoming' | 'open' | 'closed'
  journeyId: string
  steps: string[]
  feePaise: number | null
  refundPolicy: string
  programmes: ProgrammeView[]
}

/** Every intake of this host's partner with its programmes, soonest closing first; two queries. */
export const listIntakes = cache(async (): Promise<IntakeView[]> => {
  const partner = await requestPartner()
  const [locale, now] = await Promise.all([readerLocale(), currentTime()])
  const rows = await database()
    .select()
    .from(intakes)
    .where(and(eq(intakes.partnerId, partner.id), isNotNull(intakes.publishedAt)))
    .orderBy(asc(intakes.closesAt))
  const offered = await listOffered(
    partner.id,
    rows.map((intake) => intake.id),
    locale,
  )
  return rows.map((intake) => ({
    id: intake.id,
    code: intake.code,
    name: intake.name[locale],
    opensAt: intake.opensAt,
    closesAt: intake.closesAt,
    status: now < intake.opensAt ? 'upcoming' : now > intake.closesAt ? 'closed' : 'open',
    journeyId: intake.journey.id,
    steps: intake.journey.steps,
    feePaise: intake.feePaise,
    refundPolicy: intake.refundPolicy[locale],
    programmes: offered.get(intake.id) ?? [],
  }))
})

async function listOffered(
  partnerId: string,
  intakeIds: string[],
  locale: keyof Localised,
): Promise<Map<string, ProgrammeView[]>> {
  if (intakeIds.length === 0) return new Map()
  const rows = await database()
    .select({
      intakeId: intakeProgrammes.intakeId,
      id: programmes.id,
      code: programmes.code,
      name: programmes.name,
      summary: programmes.summary,
    })
    .from(intakeProgrammes)
    .innerJoin(
      programmes,
      and(
        eq(programmes.partnerId, intakeProgrammes.partnerId),
        eq(programmes.id, intakeProgrammes.programmeId),
      ),
    )
    .where(
      and(
        eq(intakeProgrammes.partnerId, partnerId),
        inArray(intakeProgrammes.intakeId, intakeIds),
        gt(intakeProgrammes.position, 0),
        isNull(programmes.retiredAt),
      ),
    )
    .orderBy(asc(intakeProgrammes.position))
  const byIntake = new Map<string, ProgrammeView[]>()
  for (const { intakeId, name, summary, ...programme } of rows) {
    const list = byIntake.get(intakeId) ?? []
    list.push({ ...programme, name: name[locale], summary: summary[locale] })
    byIntake.set(intakeId, list)
  }
  return byIntake
}

/** The language of the page being drawn, as a key of localised texts. */
export async function readerLocale(): Promise<keyof Localised> {
  return (await getLocale()) === 'hi' ? 'hi' : 'en'
}

/** Whether the portal can serve people now; never throws. */
export async function getReadiness(): Promise<{ isReady: boolean; reason: string | null }> {
  const found = await database()
    .select({ id: partners.id })
    .from(partners)
    .limit(1)
    .catch(() => null)
  if (!found) return { isReady: false, reason: 'the database does not answer or is not migrated' }
  return found.length > 0
    ? { isReady: true, reason: null }
    : { isReady: false, reason: 'no partner exists yet: run `npm run setup`' }
}

/** Origins outside that this host's partner sends people to by a form: assessment start links and the gateway's checkout. */
export async function listFormOrigins(hostHeader: string): Promise<string[]> {
  const host = hostHeader.toLowerCase().replace(/:\d+$/, '')
  const rows = await database()
    .select({
      hosts: partners.hosts,
      isDefault: partners.isDefault,
      partnerId: partners.id,
      connectionId: connections.id,
      kind: connections.kind,
    })
    .from(partners)
    .innerJoin(connections, eq(connections.partnerId, partners.id))
    .where(or(sql`${host} = any(${partners.hosts})`, partners.isDefault))
  const own = rows.filter((row) => row.hosts.includes(host))
  const opened = await Promise.all(
    (own.length > 0 ? own : rows).map(async ({ partnerId, connectionId, kind }) => {
      const open = await openConnection(partnerId, connectionId).catch(() => null)
      return open ? originsOf(kind, open) : []
    }),
  )
  return [...new Set(opened.flat())]
}
