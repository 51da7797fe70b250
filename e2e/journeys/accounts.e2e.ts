import { expect, someone, test } from '../support/app'
import { demoPassword } from '../support/people'
import { type Answer, asks, formPost } from '../support/raw'
import { codeShown, field, fillsRegistration, signsInHere, typesCode } from '../support/entrance'

test('bad answers at registration are listed with their fields, take the focus, and cost nothing typed', async ({
  app,
}) => {
  const asha = await app.applicant('greenfield', { ...someone('Asha'), mobile: '12345', password: 'short' })
  const { page } = asha
  await asha.goes('/register')
  await fillsRegistration(page, asha.person, { consent: false })
  await asha.presses('Create account')

  const summary = page.getByRole('alert').filter({ hasText: 'There is a problem' })
  await expect(summary).toBeFocused()
  await expect(summary.getByRole('link')).toHaveText([
    'Enter a ten-digit Indian mobile number, like 98765 43210',
    'Use at least 10 characters for your password',
    'Tick the box to agree to the privacy notice',
  ])
  await expect(page).toHaveTitle(/^Error: Create your account/)
  await expect(field(page, 'Full name')).toHaveValue(asha.person.fullName)
  await expect(field(page, 'E-mail address')).toHaveValue(asha.person.email)
  await expect(field(page, 'Mobile number')).toHaveValue('12345')
  await expect(field(page, 'Year')).toHaveValue('2007')

  await summary.getByRole('link', { name: /ten-digit/ }).click()
  await expect(field(page, 'Mobile number')).toBeFocused()
  await expect(field(page, 'Mobile number')).toHaveAccessibleDescription(
    /Enter a ten-digit Indian mobile number/,
  )
  await field(page, 'Mobile number').fill('98765 43210')
  await field(page, 'Choose a password').fill('Kamal-Patra-2027')
  await page.getByRole('checkbox', { name: /I have read the privacy notice/ }).check()
  await asha.presses('Create account')
  await asha.seesHeading('Enter the code we sent you')
  await asha.verifiesEmail()
  await asha.seesHeading('My applications')
})

test('registering with an address that has an account looks the same and leads to signing in', async ({
  app,
}) => {
  const asha = await app.applicant('greenfield', someone('Asha'))
  await asha.registers()
  await asha.verifiesEmail()

  const again = await app.applicant('greenfield', {
    ...asha.person,
    fullName: 'Someone Else',
    password: 'Another-Word-2027',
  })
  await again.registers()
  await again.sees(asha.person.email)
  await expect(again.page.getByText(/The code in the message is/)).toHaveCount(0)
  await typesCode(again.page, '123456')
  await again.sees('That is not the code we sent. Check the newest e-mail from us and enter its six digits.')
  // The password given at the second registration opens nothing; the owner's still does, and the name is theirs.
  await again.goes('/sign-in')
  await signsInHere(again.page, { ...asha.person, password: 'Another-Word-2027' })
  await again.sees(/The e-mail address or the password is not right/)
  const owner = await app.applicant('greenfield', asha.person)
  await owner.signsIn()
  await owner.goes('/profile')
  await owner.sees('Asha Testwala')
  await owner.doesNotSee('Someone Else')
})

test('a wrong code is told, five of them use the code up, and the page says where the message is', async ({
  app,
}) => {
  const kabir = await app.applicant('greenfield', someone('Kabir'))
  const { page } = kabir
  await kabir.registers()
  await kabir.sees(/^The message (is on its way|left us at)/)
  const code = await codeShown(page)
  const wrong = code === '000000' ? '111111' : '000000'

  await typesCode(page, '12')
  await kabir.sees('The code has six digits. Check the e-mail and enter all six')
  for (let tries = 0; tries < 5; tries += 1) {
    await typesCode(page, wrong)
    await expect(
      page.getByRole('alert').getByRole('link', { name: /That is not the code we sent/ }),
    ).toBeVisible()
    await page.reload()
  }
  await typesCode(page, code)
  await kabir.sees('This code cannot be used any more. Ask for a new one.')
  await expect(async () => {
    await page.reload()
    await expect(page.getByText(/^The message left us at/)).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 30_000 })
})

test('another code may be asked for after half a minute; it makes the last one useless', async ({ app }) => {
  const meera = await app.applicant('greenfield', someone('Meera'))
  const { page } = meera
  await meera.registers()
  const first = await codeShown(page)
  await meera.presses('Send a new code')
  await meera.sees('There have been too many tries. Wait a few minutes, then try again.')

  await expect(async () => {
    await meera.presses('Send a new code')
    expect(await codeShown(page)).not.toBe(first)
  }).toPass({ timeout: 60_000, intervals: [5_000] })
  await typesCode(page, first)
  await meera.sees(/That is not the code we sent/)
  await meera.verifiesEmail()
  await meera.seesHeading('My applications')
})

test('a forgotten password is replaced by a code, and every other device is signed out', async ({ app }) => {
  const riya = await app.applicant('sunrise', someone('Riya'))
  await riya.registers()
  await riya.verifiesEmail()

  const elsewhere = await app.applicant('sunrise', { ...riya.person, password: 'Neela-Akash-2028' })
  const { page } = elsewhere
  await elsewhere.goes('/sign-in')
  await elsewhere.follows('Forgotten password')
  await elsewhere.seesHeading('Set a new password')
  await field(page, 'E-mail address').fill(riya.person.email)
  await elsewhere.presses('Send me a code')
  await elsewhere.seesHeading('Choose a new password')
  const code = await codeShown(page)
  await field(page, 'Six-digit code').fill(code)
  await field(page, 'New password').fill('short')
  await elsewhere.presses('Save password and sign in')
  await elsewhere.sees('Use at least 10 characters for your password')
  await field(page, 'Six-digit code').fill(code)
  await field(page, 'New password').fill('Neela-Akash-2028')
  await elsewhere.presses('Save password and sign in')
  await elsewhere.seesHeading('My applications')

  await riya.goes('/applications')
  await riya.seesHeading('Sign in')
  await signsInHere(riya.page, riya.person)
  await riya.sees(/The e-mail address or the password is not right/)
})

test('an address without an account is answered as one that has it', async ({ app }) => {
  const stranger = await app.visitor('sunrise')
  await stranger.goes('/forgot-password')
  await field(stranger.page, 'E-mail address').fill(stranger.person.email)
  await stranger.presses('Send me a code')
  await stranger.seesHeading('Choose a new password')
  await stranger.sees(
    'If this address has an account, the message is on its way. Look in your spam folder too.',
  )

  await stranger.goes('/sign-in')
  await signsInHere(stranger.page, { ...stranger.person, password: 'Whatever-It-Is-27' })
  await stranger.sees(
    'The e-mail address or the password is not right. Check both, or choose “Forgotten password”.',
  )
  await expect(field(stranger.page, 'E-mail address')).toHaveValue(stranger.person.email)
})

test('who signs out is out, also for the back button; who signs in returns to the page asked for', async ({
  app,
}) => {
  const asha = await app.applicant('greenfield', someone('Asha'))
  await asha.registers()
  await asha.verifiesEmail()
  await asha.goes('/profile')
  await asha.signsOut()
  await asha.page.goBack()
  await asha.seesHeading('Sign in')
  await asha.sees('Sign in to go on to the page you asked for.')
  await signsInHere(asha.page, asha.person)
  await asha.seesHeading('Your profile')
})

test('strangers who guess are stopped, and the owner still gets in from a browser they used before', async ({
  app,
}) => {
  const dev = await app.applicant('greenfield', someone('Dev'))
  await dev.registers()
  await dev.verifiesEmail()
  await dev.signsOut()

  const stranger = await app.applicant('greenfield', { ...dev.person, password: 'A-Guess-Of-Mine-27' })
  const guess = async () => {
    await stranger.goes('/sign-in')
    await signsInHere(stranger.page, { ...dev.person, password: 'A-Guess-Of-Mine-27' })
    await expect(stranger.page.getByRole('alert').filter({ hasText: 'There is a problem' })).toBeVisible()
  }
  for (let tries = 0; tries < 11; tries += 1) await guess()
  await stranger.sees('There have been too many tries. Wait a few minutes, then try again.')

  await dev.signsIn()
  await dev.seesHeading('My applications')
})

test('staff come in by the same page and land in their console', async ({ app }) => {
  const officer = await app.staff('greenfield', 'officer')
  expect(officer.path()).toBe('/staff')
  await officer.sees('Fatima Sayed')
  await officer.goes('/sign-in')
  expect(officer.path()).toBe('/staff')
})

test('a device can be signed out from another one', async ({ app }) => {
  const neha = await app.applicant('sunrise', someone('Neha'))
  await neha.registers()
  await neha.verifiesEmail()
  const phone = await app.applicant('sunrise', neha.person)
  await phone.signsIn()

  await neha.goes('/profile')
  const devices = neha.page.getByRole('listitem').filter({ hasText: 'Last used' })
  await expect(devices).toHaveCount(2)
  await devices.filter({ hasNotText: 'This device' }).getByRole('button').click()
  await expect(devices).toHaveCount(1)
  await phone.goes('/profile')
  await phone.seesHeading('Sign in')
})

test('next-auth’s own door lets in the same people to the same pages, and nobody with a wrong password', async ({
  app,
}) => {
  const csrf = await asks(app.at('greenfield', '/api/auth/csrf'))
  const door = app.at('greenfield', '/api/auth/callback/credentials')
  const knocks = (password: string) =>
    asks(door, {
      method: 'POST',
      headers: { ...formPost(door), cookie: cookiesSet(csrf) },
      body: new URLSearchParams({
        csrfToken: JSON.parse(csrf.text).csrfToken,
        email: 'zoya@sandbox.test',
        password,
        callbackUrl: '/applications',
      }).toString(),
    })
  const refused = await knocks('A-Guess-Of-Mine-27')
  expect(cookiesSet(refused)).not.toContain('session-token=ey')
  const admitted = await knocks(demoPassword)
  const page = await asks(app.at('greenfield', '/profile'), { headers: { cookie: cookiesSet(admitted) } })
  expect(page.status).toBe(200)
  expect(page.text).toContain('zoya@sandbox.test')
})

/** The cookies an answer sets, as the next request sends them back. */
const cookiesSet = ({ headers }: Answer): string =>
  (headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).join('; ')
