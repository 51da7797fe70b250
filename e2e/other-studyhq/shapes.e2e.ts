import {
  type ShapeName,
  type ShapeServer,
  shapes,
  startShapeServer,
} from '../../lib/providers/assessments/studyhq/fixtures/shape-server'
import { expect, intakes, test as withPortal } from '../support/app'
import type { Applicant } from '../support/applicant'
import { someone } from '../support/people'
import { aWorldOfItsOwn, type World } from '../support/world'

/** A portal whose environment names another server as StudyHQ; nothing else is different. */
const test = withPortal.extend<object, { vendor: ShapeServer; world: World }>({
  vendor: [
    async ({}, use) => {
      const vendor = await startShapeServer({ shape: 'hyphen' })
      await use(vendor)
      await vendor.close()
    },
    { scope: 'worker' },
  ],
  world: [
    async ({ vendor }, use) => {
      const world = await aWorldOfItsOwn('other-studyhq', {
        fsync: false,
        env: {
          STUDYHQ_BASE_URL: vendor.url,
          STUDYHQ_TOKEN_ID: 'tok_other',
          STUDYHQ_TOKEN_SECRET: 'secret_other',
          STUDYHQ_PROJECT_ID: 'other-project',
          STUDYHQ_LINK_HOSTS: vendor.host,
        },
      })
      await use(world)
      await world.stop()
    },
    { scope: 'worker', timeout: 400_000 },
  ],
  baseURL: ({ world }, use) => use(world.url),
})

/** Every third shape is met in both journeys, by two people at once; what an answer looks like does not depend on the journey. */
const names = Object.keys(shapes) as ShapeName[]
const inBothJourneys = names.filter((_, index) => index % 3 === 0)

for (const shape of names) {
  const isInBoth = inBothJourneys.includes(shape)
  test(`a StudyHQ that answers “${shape}” leads to its courses in ${isInBoth ? 'both journeys' : 'Option A'}`, async ({
    app,
    vendor,
  }) => {
    vendor.setShape(shape)
    const walks = [
      walksOptionA(await app.applicantOf(intakes.optionA, someone('Asha')), vendor, { toTheEnd: isInBoth }),
    ]
    if (isInBoth)
      walks.push(walksOptionB(await app.applicantOf(intakes.optionBAtGreenfield, someone('Riya')), vendor))
    await Promise.all(walks)
  })
}

async function walksOptionA(asha: Applicant, vendor: ShapeServer, { toTheEnd }: { toTheEnd: boolean }) {
  await asha.goesToAssessment()
  await sits(asha, vendor)
  await asha.seesRecommendations()
  await seesAllThree(asha)
  if (!toTheEnd) return
  await asha.appliesFor('B.Tech Computer Science')
  await asha.page.waitForURL(/\/form\/preferences/)
  await asha.fillsForm({ preferences: {} })
  await asha.submits()
  await asha.seesStep('Review by the admissions office', 'Waiting')
}

async function walksOptionB(riya: Applicant, vendor: ShapeServer) {
  await riya.fillsForm()
  await riya.submits()
  await riya.goesToFee()
  await riya.paysWith('Pay by UPI')
  await riya.seesPaid()
  await riya.goesToAssessment()
  await sits(riya, vendor)
  await riya.seesRecommendations()
  await seesAllThree(riya)
  // The postgraduate intake offers two of the three.
  await riya.sees('Not offered here')
  await riya.appliesFor('BBA')
  await riya.page.waitForURL(/chosen=1/)
  await riya.seesStep('Review by the admissions office', 'Waiting')
}

/** At the other vendor's door: its page, its button. */
async function sits(applicant: Applicant, vendor: ShapeServer) {
  const tab = await applicant.opensTest()
  expect(new URL(tab.url()).host).toBe(vendor.host)
  await expect(tab.getByText('Test vendor: this is not StudyHQ')).toBeVisible()
  await tab.getByRole('button', { name: 'Finish test' }).click()
  await expect(tab.getByRole('heading', { name: 'Your test is finished' })).toBeVisible()
  await tab.close()
  await applicant.checksUntil('Your assessment is finished')
}

async function seesAllThree({ page }: Applicant) {
  const titles = page.getByRole('listitem').getByRole('heading')
  await expect(titles).toHaveText(['B.Tech Computer Science', 'BBA', 'B.Sc Data Science'])
}
