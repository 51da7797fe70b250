import { type App, expect, intakes, someone, type StaffRole, test } from '../support/app'
import { signsInHere } from '../support/entrance'
import { changed, fieldsBehind, sendsForm } from '../support/hidden-form'
import { demoPassword, type PartnerSlug } from '../support/people'
import { type Asking, asks, cookieOf, formPost } from '../support/raw'
import { type RecordPage, recordIn, recordPages, routesBelow } from '../support/routes'

// These hold by the pages and commands themselves: the same file passes when proxy.ts is gone (npm test -- --only without-proxy).

/** A seeded applicant who has been through everything; only looked at. */
const neha = {
  partner: 'sunrise',
  fullName: 'Neha Gupta',
  email: 'neha@sandbox.test',
  mobile: '98100',
} as const
const applicantRoutes = (number: string) =>
  routesBelow('(applicant)/applications/[number]', { number, page: 'personal' })
const nobodys = 'APP-27-AAAAAA'
const noRow = '00000000-0000-7000-8000-000000000000'

async function nehaHerself(app: App) {
  const owner = await app.applicant(neha.partner, { ...someone('Neha'), ...neha, password: demoPassword })
  await owner.signsIn()
  await owner.goes('/applications')
  const number = /APP-\d\d-[A-Z0-9]+/.exec(await owner.page.getByRole('main').innerText())?.[0] ?? ''
  expect(number).not.toBe('')
  return { number, cookie: await cookieOf(owner.context) }
}

async function newcomer(app: App, partner: PartnerSlug) {
  const stranger = await app.applicant(partner, someone('Stranger'))
  await stranger.registers()
  await stranger.verifiesEmail()
  return stranger
}

/** One request to an address of an application; a post carries what its form would. */
const asking = (method: Asking['method'], address: string, number: string, cookie?: string): Asking => ({
  method,
  headers: { ...(cookie ? { cookie } : {}), ...(method === 'POST' ? formPost(address) : {}) },
  body:
    method === 'POST'
      ? new URLSearchParams({ number, page: 'personal', motherName: 'Mallory' }).toString()
      : undefined,
})

const tellsOfNeha = (text: string) =>
  [neha.fullName, neha.email, '98100 00012', '9810000012'].filter((known) => text.includes(known))

test('an applicant who knows the number of another’s application reaches nothing of it', async ({ app }) => {
  const { number, cookie: owner } = await nehaHerself(app)
  const stranger = await newcomer(app, neha.partner)
  const cookie = await cookieOf(stranger.context)
  const told = (location: string) => location.replaceAll(number, '…').replaceAll(nobodys, '…')
  const routes = applicantRoutes(number)
  expect(routes.length).toBeGreaterThan(10)

  for (const [index, { path, methods, isPage }] of routes.entries()) {
    for (const method of methods as Asking['method'][]) {
      const address = app.at(neha.partner, path)
      const answer = await asks(address, asking(method, address, number, cookie))
      const empty = await asks(
        app.at(neha.partner, applicantRoutes(nobodys)[index]?.path),
        asking(method, address, nobodys, cookie),
      )
      // Exactly what a number that nobody has gets: not even that it exists is told.
      expect([method, path, answer.status, told(answer.location)]).toEqual([
        method,
        path,
        empty.status,
        told(empty.location),
      ])
      expect(tellsOfNeha(answer.text), path).toEqual([])
      if (answer.status >= 300 && answer.status < 400) {
        expect(answer.location, path).toMatch(
          new RegExp(`(^|^${app.at(neha.partner, '')})/?applications/${number}(/|\\?|$)`),
        )
        const led = await asks(new URL(answer.location, address).href, { headers: { cookie } })
        expect(led.status, `${path} leads to ${answer.location}`).toBe(404)
      } else if (answer.status === 200)
        expect(JSON.parse(answer.text), path).toMatchObject({ ok: false, refusal: { code: 'not_found' } })
      else expect([403, 404], `${method} ${path}`).toContain(answer.status)
    }
    if (isPage && !path.endsWith('/checkout')) {
      const own = await asks(app.at(neha.partner, path), { headers: { cookie: owner } })
      expect([200, 307], `her own ${path}`).toContain(own.status)
    }
  }
})

test('a form that names another’s application is refused and changes nothing there', async ({ app }) => {
  const { number } = await nehaHerself(app)
  const stranger = await app.applicantOf(intakes.optionB, someone('Stranger'), { javaScriptEnabled: false })
  await stranger.goesToForm('personal')
  await stranger.fills({
    Category: 'General',
    'Mother’s name': 'Mallory Intruder',
    'Father’s or guardian’s name': 'Mallory Intruder',
  })
  const fields = changed(await fieldsBehind(stranger.page, 'Continue'), { number })
  const address = app.at(neha.partner, `/applications/${stranger.number()}/form/personal`)
  const answer = await sendsForm(address, fields, {
    cookie: await cookieOf(stranger.context),
    origin: new URL(address).origin,
  })
  expect(answer.location).not.toContain(number)
  expect(tellsOfNeha(answer.text)).toEqual([])

  const owner = await nehaHerself(app)
  const check = await asks(app.at(neha.partner, `/applications/${number}/form/check`), {
    headers: { cookie: owner.cookie },
  })
  expect(check.text).not.toContain('Mallory')
})

test('who is signed out is led to sign in and back to the page asked for, and is shown nothing', async ({
  app,
}) => {
  const { number } = await nehaHerself(app)
  const pages = [
    ...applicantRoutes(number),
    ...routesBelow('(applicant)/profile', {}),
    ...routesBelow('staff', { number, id: noRow, runId: noRow }),
  ]
  for (const { path, isPage, methods } of pages) {
    for (const method of methods as Asking['method'][]) {
      const address = app.at(neha.partner, path)
      const answer = await asks(address, asking(method, address, number))
      expect(tellsOfNeha(answer.text), path).toEqual([])
      if (isPage) {
        expect([path, answer.status]).toEqual([path, 307])
        expect(new URL(answer.location, address).pathname, path).toBe('/sign-in')
      } else if (answer.status === 200)
        expect(JSON.parse(answer.text), path).toMatchObject({ ok: false, refusal: { code: 'signed_out' } })
      else expect([401, 303], `${method} ${path}`).toContain(answer.status)
      if (answer.status === 303) expect(answer.location, path).toMatch(/\/sign-in(\?|$)/)
    }
  }
  const visitor = await app.visitor(neha.partner)
  await visitor.goes(`/applications/${number}/timeline`)
  await signsInHere(visitor.page, { email: neha.email, password: demoPassword })
  await expect(visitor.page).toHaveURL(new RegExp(`/applications/${number}/timeline`))
})

/** Asks about each, four at a time: a server that is asked one by one waits for the asking. */
async function fewAtOnce<T>(all: readonly T[], ask: (each: T) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < all.length; from += 4) await Promise.all(all.slice(from, from + 4).map(ask))
}

/** Who may open which page of the console; everybody else is told that it is not theirs. */
const everyone: StaffRole[] = ['reviewer', 'officer', 'finance', 'admin']
const consolePages: Record<string, StaffRole[]> = {
  '/staff': everyone,
  '/staff/account': everyone,
  '/staff/applications': everyone,
  '/staff/alerts': ['officer', 'finance', 'admin'],
  '/staff/alerts/rules': ['officer', 'finance', 'admin'],
  '/staff/audit': ['admin'],
  '/staff/audit/export': ['admin'],
  '/staff/assessments': everyone,
  '/staff/find': everyone,
  '/staff/bulk': everyone,
  '/staff/bulk/new': everyone,
  '/staff/duplicates': ['officer', 'admin'],
  '/staff/exports': ['officer', 'admin'],
  '/staff/exports/file': ['officer', 'admin'],
  '/staff/imports': ['officer', 'admin'],
  '/staff/decisions': ['reviewer', 'officer', 'admin'],
  '/staff/decisions/decide': ['officer', 'admin'],
  '/staff/decisions/releases': ['reviewer', 'officer', 'admin'],
  '/staff/decisions/letters': ['reviewer', 'officer', 'admin'],
  '/staff/decisions/letters/preview': ['reviewer', 'officer', 'admin'],
  '/staff/payments': ['officer', 'finance', 'admin'],
  '/staff/payments/export': ['finance', 'admin'],
  '/staff/integrations': ['officer', 'admin'],
  '/staff/integrations/backfills': ['officer', 'admin'],
  '/staff/figures': everyone,
  '/staff/mail': ['officer', 'admin'],
  '/staff/review': ['reviewer', 'officer', 'admin'],
  '/staff/messages': ['officer', 'admin'],
  '/staff/messages/reminders': ['officer', 'admin'],
  '/staff/sandbox': ['officer', 'admin'],
  '/staff/settings': ['admin'],
  '/staff/settings/people': ['admin'],
  '/staff/settings/people/roles': ['admin'],
  '/staff/settings/connections/new': ['admin'],
  '/staff/settings/intakes': ['admin'],
  '/staff/settings/intakes/new': ['admin'],
  '/staff/settings/programmes': ['admin'],
  '/staff/settings/programmes/new': ['admin'],
  '/staff/settings/recommendations': ['officer', 'admin'],
  '/staff/tasks': ['officer', 'admin'],
}
const recordRoles: Record<RecordPage, StaffRole[]> = {
  '/staff/alerts/[id]': ['officer', 'finance', 'admin'],
  '/staff/applications/[number]': everyone,
  '/staff/assessments/reports/[id]': ['reviewer', 'officer', 'admin'],
  '/staff/bulk/[id]': everyone,
  '/staff/bulk/[id]/results': everyone,
  '/staff/decisions/issued/[id]': ['reviewer', 'officer', 'admin'],
  '/staff/decisions/releases/[id]': ['reviewer', 'officer', 'admin'],
  '/staff/imports/[id]': ['officer', 'admin'],
  '/staff/imports/[id]/results': ['officer', 'admin'],
  '/staff/integrations/[id]': ['officer', 'admin'],
  '/staff/integrations/backfills/[id]': ['officer', 'admin'],
  '/staff/mail/[id]': ['officer', 'admin'],
  '/staff/messages/templates/[id]': ['officer', 'admin'],
  '/staff/payments/exceptions/[id]': ['officer', 'finance', 'admin'],
  '/staff/payments/offline/[id]': ['officer', 'finance', 'admin'],
  '/staff/payments/orders/[id]': ['officer', 'finance', 'admin'],
  '/staff/payments/payments/[id]': ['officer', 'finance', 'admin'],
  '/staff/payments/refunds/[id]': ['officer', 'finance', 'admin'],
  '/staff/payments/settlements/[id]': ['officer', 'finance', 'admin'],
  '/staff/review/[number]': ['reviewer', 'officer', 'admin'],
  '/staff/review/documents/[id]': everyone,
  '/staff/settings/connections/[id]': ['admin'],
  '/staff/settings/connections/[id]/conformance': ['admin'],
  '/staff/settings/connections/[id]/conformance/[runId]': ['admin'],
  '/staff/settings/intakes/[id]': ['admin'],
  '/staff/settings/intakes/[id]/publish': ['admin'],
  '/staff/settings/intakes/[id]/versions': ['admin'],
  '/staff/settings/programmes/[id]': ['admin'],
  '/staff/settings/intakes/[id]/review': ['admin'],
  '/staff/settings/intakes/[id]/seats': ['admin'],
  '/staff/settings/people/[id]': ['admin'],
  '/staff/settings/recommendations/[id]': ['officer', 'admin'],
}

test('the table of roles and pages leaves no page of the console out', () => {
  const pages = routesBelow('staff', { number: '[number]', id: '[id]', runId: '[runId]' })
    .map(({ path }) => path)
    .filter((path) => path !== '/staff/unknown')
  expect(pages.sort()).toEqual([...Object.keys(consolePages), ...Object.keys(recordRoles)].sort())
})

test('every page about one record is opened by its roles and by nobody else, whether the record exists or not', async ({
  app,
}) => {
  test.slow()
  // So that there is a letter and a call to a provider, whichever test runs first.
  const applicant = await app.applicantOf(intakes.optionA)
  await (await applicant.opensTest()).close()
  const both = ['greenfield', 'sunrise'] as const
  const admins = {
    greenfield: await cookieOf((await app.staff('greenfield', 'admin')).context),
    sunrise: await cookieOf((await app.staff('sunrise', 'admin')).context),
  }
  const asking = (partner: PartnerSlug, path: string, cookie: string) =>
    asks(app.at(partner, path), { headers: { cookie } })
  const addresses: { partner: PartnerSlug; path: string; roles: StaffRole[]; status: number }[] = []
  for (const [template, list] of Object.entries(recordPages) as [RecordPage, string | null][]) {
    const roles = recordRoles[template]
    const nowhere = template.replace('[number]', nobodys).replaceAll(/\[(id|runId)\]/g, noRow)
    addresses.push({ partner: 'greenfield', path: nowhere, roles, status: 404 })
    if (!list) continue
    let found = { partner: both[0] as PartnerSlug, path: '' }
    for (const partner of both)
      if (!found.path)
        found = { partner, path: recordIn((await asking(partner, list, admins[partner])).text, template) }
    expect(found.path, `${list} leads to no ${template}`).not.toBe('')
    addresses.push({ ...found, roles, status: 200 })
  }
  for (const role of everyone) {
    const cookies = {
      greenfield: await cookieOf((await app.staff('greenfield', role)).context),
      sunrise: await cookieOf((await app.staff('sunrise', role)).context),
    }
    await fewAtOnce(addresses, async ({ partner, path, roles, status }) =>
      expect([role, path, (await asking(partner, path, cookies[partner])).status]).toEqual([
        role,
        path,
        roles.includes(role) ? status : 403,
      ]),
    )
  }
  // The other partner's administrator finds none of them.
  await fewAtOnce(addresses, async ({ partner, path }) => {
    const other = partner === 'greenfield' ? 'sunrise' : 'greenfield'
    expect([path, (await asking(other, path, admins[other])).status]).toEqual([path, 404])
  })
})

for (const role of everyone)
  test(`${role} opens the pages of that role in the console and no other`, async ({ app }) => {
    const member = await app.staff('greenfield', role)
    const cookie = await cookieOf(member.context)
    for (const [path, roles] of Object.entries(consolePages)) {
      const { status } = await asks(app.at('greenfield', path), { headers: { cookie } })
      expect([path, status]).toEqual([path, roles.includes(role) ? 200 : 403])
    }
    // Nor is the console's own person an applicant.
    for (const path of ['/applications', '/profile'])
      expect((await asks(app.at('greenfield', path), { headers: { cookie } })).status, path).toBe(403)
  })

test('an applicant is told that the console is not theirs', async ({ app }) => {
  const stranger = await newcomer(app, 'greenfield')
  const cookie = await cookieOf(stranger.context)
  for (const { path } of routesBelow('staff', { number: nobodys, id: noRow, runId: noRow })) {
    const answer = await asks(app.at('greenfield', path), { headers: { cookie } })
    expect([path, answer.status]).toEqual([path, 403])
  }
  await stranger.goes('/staff/applications')
  await stranger.seesHeading('You cannot open this page')
})

test('a partner’s staff find nothing of the other partner’s applications', async ({ app }) => {
  const { number } = await nehaHerself(app)
  const admin = await app.staff('greenfield', 'admin')
  const cookie = await cookieOf(admin.context)
  expect(
    (await asks(app.at('greenfield', `/staff/applications/${number}`), { headers: { cookie } })).status,
  ).toBe(404)
  for (const search of [number, neha.email, 'Neha']) {
    const found = await asks(app.at('greenfield', `/staff/applications?q=${encodeURIComponent(search)}`), {
      headers: { cookie },
    })
    expect(found.status).toBe(200)
    expect(found.text).not.toContain(`/staff/applications/${number}`)
    expect(found.text).not.toContain(neha.fullName)
  }
  const own = await app.staff('sunrise', 'admin')
  await own.goes(`/staff/applications?q=${number}`)
  await expect(own.page.getByRole('link', { name: number })).toBeVisible()
})

test('what a role may not press is refused also when it is sent by hand', async ({ app }) => {
  const asha = await newcomer(app, 'greenfield')
  const isIn = async () =>
    (await asks(app.at('greenfield', '/applications'), { headers: { cookie: await cookieOf(asha.context) } }))
      .status === 200
  const admin = await app.staff('greenfield', 'admin', { javaScriptEnabled: false })
  await admin.goes('/staff/sandbox')
  const fields = changed(await fieldsBehind(admin.page, 'Let sessions run out'), { email: asha.person.email })
  const send = (as: string, partner: PartnerSlug = 'greenfield', origin?: string) => {
    const address = app.at(partner, '/staff/sandbox')
    return sendsForm(address, fields, { cookie: as, origin: origin ?? new URL(address).origin })
  }

  for (const role of ['reviewer', 'finance'] as const)
    await send(await cookieOf((await app.staff('greenfield', role)).context))
  await send(await cookieOf(asha.context))
  await send('')
  await send(await cookieOf((await app.staff('sunrise', 'admin')).context), 'sunrise')
  const ownCookie = await cookieOf(admin.context)
  await send(ownCookie, 'greenfield', 'https://elsewhere.example')
  await send(ownCookie, 'greenfield', 'null')
  expect(await isIn()).toBe(true)

  await send(ownCookie)
  expect(await isIn()).toBe(false)
})

test('a session of one partner’s host is worth nothing on the other’s', async ({ app }) => {
  const stranger = await newcomer(app, 'greenfield')
  const admin = await app.staff('greenfield', 'admin')
  for (const [visitor, path] of [
    [stranger, '/applications'],
    [admin, '/staff'],
  ] as const) {
    const cookie = await cookieOf(visitor.context)
    expect((await asks(app.at('greenfield', path), { headers: { cookie } })).status).toBe(200)
    const asked: Record<string, string>[] = [
      { cookie },
      { cookie, 'x-forwarded-host': new URL(app.at('greenfield')).host },
    ]
    for (const headers of asked) {
      const elsewhere = await asks(app.at('sunrise', path), { headers })
      expect(elsewhere.status).toBe(307)
      expect(elsewhere.location).toContain('/sign-in')
    }
  }
})

test('posts from other sites, or from nowhere, do nothing', async ({ app }) => {
  const asha = await app.applicantOf(intakes.optionA)
  const cookie = await cookieOf(asha.context)
  const home = `/applications/${asha.number()}`
  for (const origin of ['foreign', 'missing'] as const) {
    for (const path of ['/sign-out', '/language']) {
      const address = app.at('greenfield', path)
      const answer = await asks(address, {
        method: 'POST',
        headers: { cookie, ...formPost(address, origin) },
        body: 'locale=hi',
      })
      expect([origin, path, answer.status]).toEqual([origin, path, 403])
      expect(answer.headers['set-cookie']).toBeUndefined()
    }
    for (const path of [`${home}/assessment/launch`, `${home}/payment/start`]) {
      const address = app.at('greenfield', path)
      const answer = await asks(address, {
        method: 'POST',
        headers: { cookie, ...formPost(address, origin) },
        body: '',
      })
      expect(new URL(answer.location, address).search, path).toBe('?refused=came_from_elsewhere')
    }
    const address = app.at('greenfield', '/api/auth/callback/credentials')
    const opened = await asks(address, {
      method: 'POST',
      headers: formPost(address, origin),
      body: new URLSearchParams({ email: asha.person.email, password: asha.person.password }).toString(),
    })
    expect(String(opened.headers['set-cookie'] ?? '')).not.toContain('session-token')
  }
  await asha.goes(`${home}/assessment`)
  await asha.seesButton('Start assessment')
})

test('signing in is accepted from our own page only', async ({ app }) => {
  const asha = await newcomer(app, 'greenfield')
  const door = await app.visitor('greenfield', { javaScriptEnabled: false })
  await door.goes('/sign-in')
  const fields = changed(await fieldsBehind(door.page, 'Sign in'), {
    email: asha.person.email,
    password: asha.person.password,
  })
  const address = app.at('greenfield', '/sign-in')
  const cookieAfter = async (headers: Record<string, string>) =>
    String((await sendsForm(address, fields, headers)).headers['set-cookie'] ?? '')
  expect(await cookieAfter({ origin: 'https://elsewhere.example' })).not.toContain('session-token')
  expect(await cookieAfter({ origin: 'null' })).not.toContain('session-token')
  expect(await cookieAfter({})).not.toContain('session-token')
  expect(await cookieAfter({ origin: new URL(address).origin })).toContain('session-token')
})

test('no header and no other spelling of an address opens a page', async ({ app }) => {
  const { number, cookie: owner } = await nehaHerself(app)
  const stranger = await cookieOf((await newcomer(app, neha.partner)).context)
  const pages = applicantRoutes(number)
    .filter(({ isPage }) => isPage)
    .map(({ path }) => path)
    .concat(`/staff/applications/${number}`)
  const headers: Record<string, string>[] = [
    {},
    { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
    { 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' },
    { rsc: '1' },
    { rsc: '1', 'next-router-prefetch': '1' },
    { rsc: '1', 'next-router-segment-prefetch': '/_tree', 'next-router-prefetch': '1' },
    { 'x-nextjs-data': '1', 'x-middleware-rewrite': `/applications/${number}` },
    {
      'x-original-url': `/applications/${number}`,
      'x-forwarded-host': 'greenfield.localhost',
      'next-url': `/applications/${number}`,
    },
  ]
  const spellings = (path: string) => [
    path,
    `${path}?_rsc=abcde`,
    `${path}.rsc`,
    `${path}.segments/_tree.segment.rsc`,
    `/_next/data/build${path}.json`,
    `/${path}`,
    `${path}/`,
    path.toUpperCase(),
  ]
  for (const path of pages) {
    const asked = [
      ...headers.map((each) => [path, each] as const),
      ...spellings(path).flatMap((spelling) => [[spelling, {}] as const, [spelling, { rsc: '1' }] as const]),
    ]
    const answers = await Promise.all(
      asked.flatMap(([spelling, each]) =>
        ['', stranger].map(async (cookie) => ({
          spelling,
          each,
          text: (
            await asks(`${app.at(neha.partner).replace(/\/$/, '')}${spelling}`, {
              headers: { ...each, ...(cookie ? { cookie } : {}) },
            })
          ).text,
        })),
      ),
    )
    for (const { spelling, each, text } of answers)
      expect(tellsOfNeha(text), `${spelling} ${JSON.stringify(each)}`).toEqual([])
  }
  // The words looked for are really there for her.
  const own = await asks(app.at(neha.partner, `/applications/${number}/form/check`), {
    headers: { cookie: owner },
  })
  expect(tellsOfNeha(own.text)).not.toEqual([])
})

test('messages of machines are believed only with their signature or token', async ({ app }) => {
  const post = (path: string, headers: Record<string, string> = {}, body = '{"event":"payment.captured"}') =>
    asks(app.at('sunrise', path), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    })
  expect((await post('/api/webhooks/razorpay')).status).toBe(400)
  expect((await post('/api/webhooks/razorpay', { 'x-razorpay-signature': 'f'.repeat(64) })).status).toBe(400)
  expect((await post('/api/webhooks/razorpay?connection=00000000-0000-7000-8000-000000000000')).status).toBe(
    404,
  )
  expect((await post('/api/webhooks/elsewhere')).status).toBe(404)
  expect(await post('/api/callbacks/razorpay/unknown-token')).toMatchObject({
    status: 303,
    location: '/applications',
    text: '',
  })
  expect((await post('/api/callbacks/elsewhere/unknown-token')).status).toBe(404)
  expect((await post('/sandbox/elsewhere/v1/orders')).status).toBe(404)
  expect((await post('/sandbox/razorpay/v1/orders', {}, '{"amount":100}')).status).toBe(401)
  expect(
    (await post('/sandbox/razorpay/v1/orders', { authorization: 'Basic eDp5' }, '{"amount":100}')).status,
  ).toBe(401)
})

test('the security headers come from proxy.ts, and from nowhere else', async ({ app }) => {
  for (const path of ['/', '/sign-in', '/register']) {
    const { headers } = await asks(app.at('greenfield', path))
    if (process.env.E2E_WITHOUT_PROXY) expect(headers['content-security-policy'], path).toBeUndefined()
    else
      expect(headers['content-security-policy'], path).toMatch(
        /script-src 'self' 'nonce-[^']+' 'strict-dynamic'/,
      )
  }
})
