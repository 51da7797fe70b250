import { and, eq, like } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { beforeEach, expect, test } from 'vitest'
import { database } from '@/db/client'
import { accounts, staff } from '@/db/schema/accounts'
import { events } from '@/db/schema/events'
import { savedViews, viewLayouts } from '@/db/schema/views'
import { useFreshDatabase } from '@/db/testing'
import { acting, aPartner, noon, type TestPartner } from '@/lib/features/applications/testing'
import type { Staff } from '@/lib/platform/auth/actors'
import { staffActor } from '@/lib/platform/auth/testing'
import { arrangeView, deleteView, openWithView, renameView, saveView, shareView } from './commands'
import { getViewLayout, listViews } from './queries'
import { mostViews, saveViewInput } from './schema'

useFreshDatabase()

/** Stands in for staff of every permission: what each role may do is decided before a command is reached. */
type Member = Staff<never>
let partner: TestPartner
let meera: Member
let anil: Member
let stranger: Member

beforeEach(async () => {
  partner = await aPartner()
  meera = await aMember(partner, 'Meera Nair')
  anil = await aMember(partner, 'Anil Kumar')
  stranger = await aMember(await aPartner(), 'Sunil Joshi')
})

test('a view is kept with its filter and columns, for its owner alone', async () => {
  const id = await aView(meera, 'Waiting for review', 'step=review_due&sort=-score', ['score', 'applicant'])
  expect(await listViews(meera)).toMatchObject([
    {
      id,
      name: 'Waiting for review',
      query: 'step=review_due&sort=-score',
      columns: ['number', 'score', 'applicant'],
      isOwn: true,
      isShared: false,
      isDefault: false,
    },
  ])
  expect(await listViews(anil)).toEqual([])
  expect(await told()).toEqual(['view.saved'])
})

test('only what a filter understands is kept of an address', () => {
  const input = saveViewInput.parse({ name: ' A  view ', query: 'step=form&after=x&evil=<script>&step=none' })
  expect(input.query).toBe('step=form')
  expect(input.name).toBe('A view')
  expect(saveViewInput.safeParse({ name: ' ', query: '' }).success).toBe(false)
})

test('saving under a name that one has already changes that view and keeps it one', async () => {
  const id = await aView(meera, 'Mine', 'step=form')
  expect(await aView(meera, 'Mine', 'step=decided')).toBe(id)
  expect((await listViews(meera)).map(({ query }) => query)).toEqual(['step=decided'])
  // Somebody else’s view of that name is another one.
  expect(await aView(anil, 'Mine', 'step=form')).not.toBe(id)
})

test('nobody keeps more views than can be looked through', async () => {
  await database()
    .insert(savedViews)
    .values(
      Array.from({ length: mostViews }, (_, at) => ({
        partnerId: partner.id,
        ownerId: meera.accountId,
        list: 'applications',
        name: `View ${at}`,
        query: '',
      })),
    )
  expect(await saveView(acting(meera), input('One more'))).toMatchObject({
    ok: false,
    refusal: { code: 'too_many_views' },
  })
  expect((await saveView(acting(meera), input('View 3', 'step=form'))).ok).toBe(true)
})

test('a view gets another name, unless one has a view of that name', async () => {
  const id = await aView(meera, 'First')
  await aView(meera, 'Second')
  expect((await renameView(acting(meera), { viewId: id, name: 'Second' })).ok).toBe(false)
  expect((await renameView(acting(anil), { viewId: id, name: 'Mine now' })).ok).toBe(false)
  expect((await renameView(acting(stranger), { viewId: id, name: 'Mine now' })).ok).toBe(false)
  expect((await renameView(acting(meera), { viewId: id, name: 'Third' })).ok).toBe(true)
  expect((await listViews(meera)).map(({ name }) => name)).toEqual(['Second', 'Third'])
  expect(await told()).toContain('view.renamed')
})

test('a shared view is seen by colleagues and not by another partner; only its owner shares it', async () => {
  const id = await aView(meera, 'For all of us')
  expect((await shareView(acting(anil), { viewId: id, shared: true })).ok).toBe(false)
  expect((await shareView(acting(stranger), { viewId: id, shared: true })).ok).toBe(false)
  expect((await shareView(acting(meera), { viewId: id, shared: true })).ok).toBe(true)
  expect(await listViews(anil)).toMatchObject([{ id, isOwn: false, isShared: true, ownerName: 'Meera Nair' }])
  expect(await listViews(stranger)).toEqual([])
  expect(await told()).toContain('view.shared')
})

test('a shared view taken back leaves its owner’s default and nobody else’s', async () => {
  const id = await aSharedView(meera, 'For all of us')
  await openWithView(acting(meera), { view: id })
  await openWithView(acting(anil), { view: id })
  expect((await shareView(acting(stranger), { viewId: id, shared: false })).ok).toBe(false)
  expect((await shareView(acting(anil), { viewId: id, shared: false })).ok).toBe(true)
  expect(await listViews(meera)).toMatchObject([{ isDefault: true, isShared: false }])
  expect(await listViews(anil)).toEqual([])
  expect(await told()).toContain('view.unshared')
})

test('the list opens with one view, each person’s own choice, until they choose again', async () => {
  const first = await aSharedView(meera, 'First')
  const second = await aView(meera, 'Second')
  await openWithView(acting(meera), { view: first })
  await openWithView(acting(anil), { view: first })
  await openWithView(acting(meera), { view: second })
  const defaultOf = async (member: Member) =>
    (await listViews(member)).filter(({ isDefault }) => isDefault).map(({ id }) => id)
  expect(await defaultOf(meera)).toEqual([second])
  expect(await defaultOf(anil)).toEqual([first])
  await openWithView(acting(meera), { view: 'all' })
  expect(await defaultOf(meera)).toEqual([])
  // What is not open to somebody cannot become their default, and leaves the one they have.
  expect((await openWithView(acting(anil), { view: second })).ok).toBe(false)
  expect((await openWithView(acting(stranger), { view: first })).ok).toBe(false)
  expect(await defaultOf(anil)).toEqual([first])
  expect(await told()).toContain('view.made_default')
})

test('a deleted view is gone for everybody, with every default and arrangement of it', async () => {
  const id = await aSharedView(meera, 'Old', 'step=form')
  await openWithView(acting(anil), { view: id })
  await arrangeView(acting(anil), { view: id, columns: ['number', 'fee'], dense: false })
  expect((await deleteView(acting(anil), { viewId: id })).ok).toBe(false)
  expect((await deleteView(acting(stranger), { viewId: id })).ok).toBe(false)
  expect(await deleteView(acting(meera), { viewId: id })).toMatchObject({
    ok: true,
    value: { name: 'Old', query: 'step=form', isShared: true },
  })
  expect(await listViews(anil)).toEqual([])
  expect(await database().select().from(viewLayouts).where(eq(viewLayouts.view, id))).toEqual([])
  expect(await told()).toContain('view.deleted')
})

test('columns are remembered per view and per person; who has arranged nothing sees them as the owner saved them', async () => {
  const id = await aSharedView(meera, 'With marks', '', ['number', 'score'])
  const [view] = await listViews(anil)
  if (!view) throw new Error('the shared view is missing')
  expect((await getViewLayout(anil, view)).columns).toEqual(['number', 'score'])
  await arrangeView(acting(anil), { view: id, columns: ['number', 'fee', 'score'], dense: false })
  await arrangeView(acting(anil), { view: 'all', columns: ['number', 'email'], dense: true })
  expect(await getViewLayout(anil, view)).toEqual({ columns: ['number', 'fee', 'score'], isDense: false })
  expect(await getViewLayout(anil, null)).toEqual({ columns: ['number', 'email'], isDense: true })
  expect((await getViewLayout(meera, view)).columns).toEqual(['number', 'score'])
  expect((await arrangeView(acting(stranger), { view: id, columns: ['number'], dense: true })).ok).toBe(false)
})

const input = (name: string, query = '', columns: string[] = []) =>
  saveViewInput.parse({ name, query, columns })

async function aView(owner: Member, name: string, query = '', columns: string[] = []): Promise<string> {
  const saved = await saveView(acting(owner), input(name, query, columns))
  if (!saved.ok) throw new Error(saved.refusal.code)
  return saved.value.id
}

async function aSharedView(owner: Member, ...view: [string, string?, string[]?]): Promise<string> {
  const id = await aView(owner, ...view)
  await shareView(acting(owner), { viewId: id, shared: true })
  return id
}

async function aMember(of: TestPartner, fullName: string): Promise<Member> {
  const id = uuidv7()
  await database()
    .insert(accounts)
    .values({
      partnerId: of.id,
      id,
      kind: 'staff',
      email: `${id}@greenfield.test`,
      fullName,
      passwordHash: 'none',
      emailVerifiedAt: noon(2),
    })
  await database().insert(staff).values({ partnerId: of.id, accountId: id, role: 'admissions_officer' })
  return staffActor<never>(of.id, id)
}

const told = async (): Promise<string[]> =>
  (
    await database()
      .select({ name: events.name })
      .from(events)
      .where(and(eq(events.partnerId, partner.id), like(events.name, 'view.%')))
      .orderBy(events.at, events.id)
  ).map(({ name }) => name)
