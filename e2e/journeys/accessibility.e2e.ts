import type { Page } from '@playwright/test'
import { type App, expect, intakes, someone, test } from '../support/app'
import { expectNoObstacle, type Look, looks, speaks } from '../support/looks'
import { demoPassword, type PartnerSlug } from '../support/people'
import { part, unfolds, whoHasSubmitted } from '../support/review'
import { type RecordPage, recordIn, recordPages, routesBelow } from '../support/routes'
import { beginsTest, leavesTest } from '../support/study-test'

test.describe.configure({ mode: 'parallel' })

/** The seeded people: between them every face that a page can show. Whoever is named here opens further pages. */
const people = {
  greenfield: ['asha', 'kabir', 'meera', 'rohan', 'zoya', 'dev', 'priya'],
  sunrise: ['riya', 'lakshmi', 'arjun', 'farhan', 'neha'],
} as const
const publicPages = [
  '/',
  '/programmes',
  '/register',
  '/sign-in',
  '/verify',
  '/forgot-password',
  '/notices/privacy',
  '/no-such-page',
]
const everybodysPages = ['', '/assessment', '/recommendations', '/payment']
/** Pages that stand open only once staff have asked or decided something: a test of their own brings that about. */
const laterPages = ['/query', '/decision', '/decision/decline']
const furtherPages: Record<string, string[]> = {
  priya: ['personal', 'contact', 'class-10', 'class-12', 'preferences', 'statement', 'check'].map(
    (page) => `/form/${page}`,
  ),
  rohan: ['/form/personal', '/form/check', '/form/submitted'],
  neha: ['/timeline', '/payment/receipt'],
}

async function looksThrough(page: Page, paths: readonly string[], look: Look) {
  const titles = new Map<string, string>()
  for (const path of paths) {
    await page.goto(path)
    await expectNoObstacle(page, look, path)
    const title = await page.title()
    expect.soft(titles.get(title), `“${title}” is the title of ${path} and of another page`).toBeUndefined()
    titles.set(title, path)
  }
}

async function entersAs(app: App, partner: PartnerSlug, name: string, look: Look) {
  const who = await app.applicant(
    partner,
    { ...someone(name), email: `${name}@sandbox.test`, password: demoPassword },
    { ...look.options, locale: 'en-IN' },
  )
  await who.signsIn()
  await speaks(who.context, app.at(partner), look.language)
  await who.goes('/applications')
  who.opensApplication(/APP-\d\d-[A-Z0-9]+/.exec(await who.page.getByRole('main').innerText())?.[0] ?? '')
  return who
}

test('every page of an application is looked at', () => {
  const looked = [...everybodysPages, ...laterPages, ...Object.values(furtherPages).flat()].map(
    (path) => `/applications/N${path}`,
  )
  const pages = routesBelow('(applicant)/applications/[number]', { number: 'N', page: 'personal' }).filter(
    ({ isPage }) => isPage,
  )
  // The checkout goes on by itself; its way out is a journey of its own.
  expect(
    pages.map(({ path }) => path).filter((path) => !looked.includes(path) && !path.endsWith('/checkout')),
  ).toEqual([])
})

/** The first few records that a list of the console leads to. */
async function looksAtSome(page: Page, list: string, look: Look, most: number) {
  await page.goto(list)
  const below = `${list.split('?')[0]}/`
  const links = await page
    .getByRole('main')
    .getByRole('link')
    .evaluateAll((all: HTMLAnchorElement[]) => all.map(({ pathname }) => pathname))
  const records = [...new Set(links.filter((path) => path.startsWith(below)))].slice(0, most)
  expect(records.length, list).toBe(most)
  for (const path of records) {
    await page.goto(path)
    await expectNoObstacle(page, look, path)
  }
}

async function entersConsole(app: App, partner: PartnerSlug, look: Look) {
  const admin = await app.staff(partner, 'admin', { ...look.options, locale: 'en-IN' })
  await speaks(admin.context, app.at(partner), look.language)
  return admin
}

for (const look of looks) {
  test.describe(look.name, () => {
    test('the public pages', async ({ app }) => {
      for (const partner of ['greenfield', 'sunrise'] as const) {
        const visitor = await app.visitor(partner, look.options)
        await looksThrough(
          visitor.page,
          partner === 'greenfield' ? publicPages : ['/', '/programmes', '/register'],
          look,
        )
      }
    })

    for (const [partner, names] of Object.entries(people) as [PartnerSlug, readonly string[]][])
      for (const name of names)
        test(`${name}’s pages`, async ({ app }) => {
          const who = await entersAs(app, partner, name, look)
          const home = `/applications/${who.number()}`
          const own = who.number()
            ? [...everybodysPages, ...(furtherPages[name] ?? [])].map((path) => `${home}${path}`)
            : []
          await looksThrough(
            who.page,
            ['/applications', ...own, ...(name === 'zoya' ? ['/profile'] : [])],
            look,
          )
        })

    test('the console’s lists, full and empty', async ({ app }) => {
      test.slow()
      const admin = await entersConsole(app, 'greenfield', look)
      const lists = routesBelow('staff', {})
        .filter(({ path, isPage }) => isPage && !path.includes('unknown'))
        .map(({ path }) => path)
      await looksThrough(admin.page, [...lists, '/staff/no-such-page'], look)
      for (const path of ['/staff/assessments?view=courses', '/staff/applications?q=nobody-at-all']) {
        await admin.goes(path)
        await expectNoObstacle(admin.page, look, path)
      }
    })

    test('the console’s pages of settings, rules and connections', async ({ app }) => {
      const admin = await entersConsole(app, 'greenfield', look)
      const paths: string[] = []
      for (const [template, list] of Object.entries(recordPages) as [RecordPage, string | null][]) {
        if (!list?.startsWith('/staff/settings')) continue
        await admin.goes(list)
        paths.push(recordIn(await admin.page.content(), template))
      }
      expect(paths.filter((path) => path === '')).toEqual([])
      await looksThrough(admin.page, paths, look)
    })

    test('the console’s records', async ({ app }) => {
      const admin = await entersConsole(app, 'sunrise', look)
      for (const path of [
        '/staff/payments',
        '/staff/payments?view=refunds',
        '/staff/payments?view=webhooks',
      ]) {
        await admin.goes(path)
        await expectNoObstacle(admin.page, look, path)
      }
      await looksAtSome(admin.page, '/staff/applications?sort=oldest', look, 4)
    })

    test('what an applicant is asked, and the page of the decision', async ({ app }) => {
      test.slow()
      const who = await whoHasSubmitted(app, intakes.optionA, someone('Usha'))
      const officer = await app.staff('greenfield', 'officer')
      await officer.opensApplication(who.number())
      await officer.presses('Start the review')
      await officer.sees('The admissions office began to review the application')
      const questions = 'Questions to the applicant'
      await unfolds(officer, questions, 'Ask the applicant')
      await part(officer, questions).getByLabel('Question').fill('Which of the two results is right?')
      await part(officer, questions).getByText('Your Class 10', { exact: true }).click()
      await part(officer, questions).getByRole('checkbox', { name: 'Result', exact: true }).check()
      await part(officer, questions).getByLabel('Name of document 1').fill('Class 10 mark sheet')
      await officer.presses('Send the question')
      await expect(part(officer, questions).getByText('Question open', { exact: true })).toBeVisible()
      const { page } = who
      await page.emulateMedia({ colorScheme: look.options.colorScheme })
      await page.setViewportSize({ width: look.width, height: 800 })
      await speaks(who.context, app.at('greenfield'), look.language)
      const home = `/applications/${who.number()}`
      for (const path of [home, `${home}/query`, `${home}/decision`]) {
        await who.goes(path)
        await expectNoObstacle(page, look, path)
      }
      await who.goes(`${home}/query`)
      await page.locator('button[name=do][value=send]').click()
      await expect(page.getByRole('alert').filter({ has: page.getByRole('link') })).toBeFocused()
      await expectNoObstacle(page, look, 'the question, refused')
    })

    test('the second step of signing in, and the desk’s lists', async ({ app }) => {
      test.slow()
      const admin = await entersConsole(app, 'sunrise', look)
      const views = ['payments', 'refunds', 'offline', 'coupons', 'settlements', 'webhooks']
      await looksThrough(
        admin.page,
        views.map((view) => `/staff/payments?view=${view}`),
        look,
      )
      const visitor = await app.visitor('greenfield', look.options)
      const { page } = visitor
      await visitor.goes('/sign-in')
      await page.locator('[name=email]').fill('officer@greenfield.test')
      await page.locator('[name=password]').fill(demoPassword)
      await page.locator('form:has([name=password])').getByRole('button').last().click()
      await page.waitForURL(/second-step/)
      // Signing in speaks the account's own language; here it is to be the look's.
      await speaks(visitor.context, app.at('greenfield'), look.language)
      await page.reload()
      await expectNoObstacle(page, look, 'the second step of signing in')
    })

    test('refused forms, forbidden pages and the pages of the simulators', async ({ app }) => {
      const riya = await app.applicantOf(intakes.optionB, someone('Riya'), {
        ...look.options,
        locale: 'en-IN',
      })
      await riya.fillsForm()
      await riya.submits()
      await riya.goesToGateway()
      await expectNoObstacle(riya.page, { ...look, language: 'en' }, 'the gateway’s checkout')
      await riya.choosesAtGateway('Pay by UPI')
      await riya.seesPaid()
      const tab = await riya.opensTest()
      await expectNoObstacle(tab, { ...look, language: 'en' }, 'the start of the test')
      await beginsTest(tab)
      await expectNoObstacle(tab, { ...look, language: 'en' }, 'the test')
      await leavesTest(tab)
      await expectNoObstacle(tab, { ...look, language: 'en' }, 'the end of the test')

      const admin = await entersConsole(app, 'sunrise', look)
      for (const list of ['/staff/integrations', '/staff/mail']) await looksAtSome(admin.page, list, look, 1)
      await speaks(riya.context, app.at('sunrise'), look.language)
      for (const path of [
        '/staff',
        `/applications/${riya.number()}/form/submitted`,
        `/applications/${riya.number()}/payment/receipt`,
        '/applications/APP-27-AAAAAA',
      ]) {
        await riya.goes(path)
        await expectNoObstacle(riya.page, look, path)
      }
      const visitor = await app.visitor('greenfield', look.options)
      for (const path of ['/register', '/sign-in', '/forgot-password']) {
        await visitor.goes(path)
        await visitor.page.getByRole('main').getByRole('button').last().click()
        await expect(
          visitor.page.getByRole('alert').filter({ has: visitor.page.getByRole('link') }),
        ).toBeFocused()
        await expectNoObstacle(visitor.page, look, `${path}, refused`)
      }
    })
  })
}

test('the Tab key meets the way to the content first, visibly, and every stop after it shows where it is', async ({
  app,
}) => {
  const asha = await entersAs(app, 'greenfield', 'asha', looks[0] as Look)
  const { page } = asha
  await asha.goes(`/applications/${asha.number()}/recommendations`)
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: 'Skip to the main content' })
  await expect(skip).toBeFocused()
  await expect(skip).toBeInViewport()
  for (let stop = 0; stop < 12; stop += 1) {
    const shown = await page.evaluate(() => {
      const focused = document.activeElement
      if (!focused || focused === document.body) return 'nothing'
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(focused)
      return outlineStyle !== 'none' && outlineWidth !== '0px'
        ? 'outline'
        : boxShadow !== 'none'
          ? 'shadow'
          : focused.outerHTML.slice(0, 120)
    })
    expect(['outline', 'shadow', 'nothing'], shown).toContain(shown)
    await page.keyboard.press('Tab')
  }
  await asha.goes('/applications')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
})

test('who asks for less motion gets none', async ({ app }) => {
  const lakshmi = await entersAs(app, 'sunrise', 'lakshmi', looks[0] as Look)
  await lakshmi.goesToFee()
  await lakshmi.page.getByText('Lakshmi Iyer', { exact: true }).first().click()
  const moving = await lakshmi.page.evaluate(() =>
    document
      .getAnimations()
      .filter((each) => Number(each.effect?.getComputedTiming().duration) > 10)
      .map((each) => (each.effect as KeyframeEffect).target?.outerHTML.slice(0, 80)),
  )
  expect(moving).toEqual([])
})
