import type { Page } from '@playwright/test'
import { expect, intakes, someone, test } from '../support/app'
import { signsInHere } from '../support/entrance'
import { routesBelow } from '../support/routes'

/** A key that was never given its sentence looks like `payments.due.title`. */
const rawKey = /(?<![\w@./:-])[a-z]+(?:[_-][a-z]+)*(?:\.[a-z]+(?:[_-][a-z]+)*){1,}(?![\w@/-])/g
/** Names and addresses keep their own letters; so do these words of headings. */
const ownNames =
  /Greenfield|Sunrise|StudyHQ|iMocha|Test Partnership|Razorpay|B\.Tech|B\.Sc|BCA|BBA|MBA|B\.Des|UPI|APP-[\w-]+|RCP?-?[\w-]*|Testwala|Asha|Riya|CBSE|OK/g

async function expectHindi(page: Page, path: string) {
  await expect(page.locator('html'), path).toHaveAttribute('lang', 'hi')
  const headings = await page.getByRole('heading').allInnerTexts()
  expect(headings.length, path).toBeGreaterThan(0)
  for (const heading of headings)
    expect(heading.replace(ownNames, ''), `a heading of ${path}`).not.toMatch(/[A-Za-z]{3,}/)
  const text = await page.getByRole('main').innerText()
  const keys = (text.match(rawKey) ?? []).filter((word) => !/\.(localhost|test|org|com|in)$/.test(word))
  expect(keys, path).toEqual([])
  expect(text, path).toMatch(/[\u0900-\u097F]{3}/)
}

test('Hindi on every page of a journey: no English heading, no sentence missing', async ({ app }) => {
  const asha = await app.applicantOf(intakes.optionB)
  await asha.presses('हिन्दी')
  const paths = [
    ...['/', '/programmes', '/notices/privacy', '/applications', '/profile', '/forgot-password'],
    ...routesBelow('(applicant)/applications/[number]', { number: asha.number(), page: 'personal' })
      .filter(({ isPage, path }) => isPage && !path.endsWith('/checkout') && !path.endsWith('/receipt'))
      .map(({ path }) => path),
    ...['contact', 'class-10', 'class-12', 'preferences', 'statement'].map(
      (name) => `/applications/${asha.number()}/form/${name}`,
    ),
  ]
  for (const path of paths) {
    await asha.goes(path)
    await expectHindi(asha.page, path)
  }
  await asha.goes(`/applications/${asha.number()}/form/contact`)
  await asha.presses('आगे बढ़ें')
  await expect(asha.page.getByRole('alert').filter({ has: asha.page.getByRole('link') })).toBeVisible()
  await expectHindi(asha.page, 'a refused form page')
})

test('the chosen language is kept in the account and speaks on the next device', async ({ app }) => {
  const asha = await app.applicant('greenfield', someone('Asha'))
  await asha.registers()
  await asha.verifiesEmail()
  await asha.goes('/profile')
  await asha.page.getByRole('radio', { name: 'हिन्दी' }).check()
  await asha.presses('Save language')
  await expect(asha.page.getByRole('heading', { level: 1 })).not.toHaveText('Your profile')

  const phone = await app.applicant('greenfield', asha.person)
  await phone.goes('/sign-in')
  await expect(phone.page.locator('html')).toHaveAttribute('lang', 'en')
  await signsInHere(phone.page, asha.person)
  await phone.page.waitForURL(/\/applications/)
  await expect(phone.page.locator('html')).toHaveAttribute('lang', 'hi')
  await expect(phone.page.getByRole('heading', { level: 1 })).toHaveText('मेरे आवेदन')
})

test('a browser that asks for Hindi is answered in Hindi, and the switch brings English', async ({ app }) => {
  const visitor = await app.visitor('sunrise', { locale: 'hi-IN' })
  for (const path of [
    '/',
    '/programmes',
    '/register',
    '/sign-in',
    '/verify',
    '/forgot-password',
    '/notices/privacy',
    '/no-such-page',
  ]) {
    await visitor.goes(path)
    await expectHindi(visitor.page, path)
  }
  await visitor.goes('/register')
  await visitor.presses('English')
  await visitor.seesHeading('Create your account')
  expect(visitor.path()).toBe('/register')
})
