import { type Browser, expect, test as base } from '@playwright/test'
import { intakes } from '../support/app'
import { type Applicant, enterAs } from '../support/applicant'
import { partners, someone } from '../support/people'
import { aWorldOfItsOwn, type World } from '../support/world'
import { aDiary } from './diary'
import { openRecords, type Records } from './kept'
import { aKiller, tableOf } from './killer'
import { firstNameOf, walksPatiently } from './patient'
import { type Told, typedWords } from './told'

type Person = { applicant: Applicant; journey: 'A' | 'B'; told: Told; setbacks: number }

const lanes = {
  A: { intake: intakes.optionA, names: ['Asha', 'Chitra', 'Esha', 'Gita', 'Indu', 'Kiran'] },
  B: { intake: intakes.optionB, names: ['Bina', 'Divya', 'Farah', 'Hema', 'Jaya', 'Latha'] },
} as const
const atLeastOfEach = 3

const test = base.extend<object, { world: World; records: Records; people: Person[] }>({
  // Acknowledged must not be lost, so the database writes as in earnest.
  world: [
    async ({}, use) => {
      const world = await aWorldOfItsOwn('crashes', { fsync: true })
      await use(world)
      await world.stop()
    },
    { scope: 'worker', timeout: 400_000 },
  ],
  records: [
    async ({ world }, use) => {
      const records = await openRecords(world.databaseUrl)
      await use(records)
      await records.close()
    },
    { scope: 'worker' },
  ],
  /** Everybody who walked, for the tests after the first. */
  people: [async ({}, use) => use([]), { scope: 'worker' }],
})

test.describe.configure({ mode: 'serial' })

test('every journey completes while web, worker and PostgreSQL are killed', async ({
  world,
  browser,
  people,
}, { project }) => {
  test.setTimeout(480_000)
  const seed = Number(project.metadata.seed) || Date.now() % 1_000_000_007
  console.log(
    `\nCrash loop with seed ${seed}; the same order again: CRASH_SEED=${seed} npm test -- --only crashes`,
  )
  const diary = aDiary()
  const killer = aKiller(world, diary, seed)
  const killing = killer.runs()
  try {
    await Promise.all([walkLane('A'), walkLane('B')])
  } finally {
    killer.stops()
    await killing
    console.log(`\n${tableOf(killer.kills)}\n`)
  }
  for (const { applicant, told, setbacks } of people)
    console.log(
      `${firstNameOf(applicant).padEnd(8)} ${told.number}  ${told.receipt ?? ''}  ${setbacks} setbacks`,
    )
  expect(killer.kills.length).toBeGreaterThanOrEqual(20)
  for (const part of ['web', 'worker', 'postgres'] as const)
    expect(killer.kills.filter((kill) => kill.part === part).length).toBeGreaterThanOrEqual(5)
  expect(killer.kills.filter(({ aim }) => aim === 'payment').length).toBeGreaterThan(0)
  expect(killer.kills.filter(({ aim }) => aim === 'launch').length).toBeGreaterThan(0)

  /** One after another, and more than planned while kills are still to come. */
  async function walkLane(journey: 'A' | 'B') {
    const { intake, names } = lanes[journey]
    for (const [index, name] of names.entries()) {
      if (index >= atLeastOfEach && !killer.wants(journey)) return
      const applicant = await enters(browser, world, intake.partner, name)
      const { told, setbacks } = await walksPatiently({
        applicant,
        intake,
        journey,
        diary,
        portalIsBack: () => world.ready(30_000),
      })
      people.push({ applicant, journey, told, setbacks })
    }
  }
})

test('everything the portal acknowledged is still shown by it', async ({ people }) => {
  for (const { applicant: me, journey, told } of people) {
    await test.step(firstNameOf(me), async () => {
      expect(told.isTestFinished || told.done.has('Take the assessment')).toBe(true)
      await me.seesStep('Fill in the application form', 'Done')
      await me.seesStep('Take the assessment', 'Done')
      await me.seesStep('Review by the admissions office', 'Waiting')
      await me.sees(told.number)
      await me.goesToForm('check')
      for (const words of typedWords(told, firstNameOf(me))) await me.sees(words)
      if (journey === 'B') {
        await me.goesToFee()
        await me.seesPayments(['Received'])
        await me.seesReceipt()
        await me.sees(told.receipt ?? 'a receipt number')
      }
      await me.seesRecommendations()
      if (told.choice && journey === 'B') await me.sees('Your first choice')
    })
  }
})

test('nothing acknowledged is lost in the database, and nothing happened twice', async ({
  people,
  records,
}) => {
  for (const { applicant, journey, told } of people) {
    await test.step(firstNameOf(applicant), async () => {
      const kept = await records.keptOf(applicant.person.email)
      const paid = journey === 'B' ? 1 : 0
      expect(kept).toMatchObject({
        applications: 1,
        isSubmitted: true,
        isFeeSettled: paid === 1,
        orders: paid,
        settledOrders: paid,
        captures: paid,
        refunds: 0,
        attempts: 1,
        readyResults: 1,
      })
      expect(kept.receipts).toEqual(paid ? [told.receipt] : [])
      expect(kept.launchesMinted).toBeGreaterThanOrEqual(told.launches)
      expect(kept.recommendations).toBeGreaterThan(0)
      for (const [event, times] of Object.entries({
        'application.started': 1,
        'application.submitted': 1,
        'assessment.result_arrived': 1,
        'recommendations.seen': 1,
        'fee.settled': paid,
        'fee.order_opened': paid,
        'assessment.unlocked': paid,
      }))
        expect.soft(kept.events[event] ?? 0, event).toBe(times)
      expect.soft(kept.letters.application_submitted, 'mail about the submission').toBe(1)
      expect.soft(kept.letters.result_ready, 'mail about the result').toBe(1)
      expect.soft(kept.letters.fee_settled ?? 0, 'mail about the fee').toBe(paid)
      expect(kept.typed).toEqual(expect.arrayContaining(typedWords(told, firstNameOf(applicant))))
    })
  }
})

test('captured payments are unlocks, and nobody has paid without being let in', async ({
  people,
  records,
}) => {
  const emails = people.map(({ applicant }) => applicant.person.email)
  const paying = people.filter(({ journey }) => journey === 'B').length
  expect(await records.capturesAndUnlocks(emails)).toEqual({
    captured: paying,
    unlocked: paying,
    receipts: paying,
  })
  expect(await records.paidButNotUnlocked()).toBe(0)
  expect(await records.atGateway(emails)).toEqual(Array(paying).fill(1))
})

test('no letter and no job was lost: outbox and queue are empty within a minute', async ({ records }) => {
  test.setTimeout(90_000)
  await expect.poll(records.unsentLetters, { timeout: 60_000 }).toBe(0)
  await expect.poll(records.jobsToDo, { timeout: 60_000 }).toBe(0)
  expect(await records.failedLetters()).toBe(0)
  expect(await records.failedJobs()).toBe(0)
})

async function enters(
  browser: Browser,
  world: World,
  partner: keyof typeof partners,
  name: string,
): Promise<Applicant> {
  const door = new URL(world.url)
  door.hostname = partners[partner]
  const context = await browser.newContext({ baseURL: door.href })
  return enterAs(someone(name), await context.newPage())
}
