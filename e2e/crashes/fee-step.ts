import { expect } from '../support/app'
import { chooses } from '../support/checkout'
import { Lost } from './told'
import type { Walker } from './walker'

/** Whatever the fee page asks for, until the receipt number is seen. */
export async function paysFee(walker: Walker) {
  const { me, name, told, diary, home, heading } = walker
  const { page } = me
  await me.goesToFee()
  const shown = await heading()
  if (shown === 'Your application fee is paid') return keepsReceipt(walker)
  if (shown !== 'We are checking with your bank') {
    diary.notes(name, 'presses Pay', 'payment')
    await me.goesToGateway()
    return decides(walker)
  }
  if (told.hasDecidedAtGateway) return waitsForBank(walker)
  // The way to the gateway was cut off: back to the page before it.
  await me.goes(`${home()}/payment/checkout`)
  const go = page.getByRole('button', { name: 'Continue to payment' })
  await go
    .or(atGateway(walker))
    .or(page.getByRole('heading', { level: 1 }))
    .first()
    .waitFor()
  if (await go.count()) await go.click({ timeout: 2_000 }).catch(() => {})
  await atGateway(walker).or(alreadyPaid(walker)).first().waitFor()
  await decides(walker)
}

/** For somebody whose journey home says that the fee is paid. */
export async function looksForReceipt(walker: Walker) {
  await walker.me.goesToFee()
  await walker.me.seesPaid()
  await keepsReceipt(walker)
}

const atGateway = ({ me }: Walker) => me.page.getByRole('button', { name: 'Pay by UPI' })

const alreadyPaid = ({ me }: Walker) => me.page.getByRole('heading', { name: 'This order is already paid.' })

async function decides(walker: Walker) {
  const { me, name, told, diary, home } = walker
  const { page } = me
  diary.notes(name, 'pays at the gateway', 'payment')
  if (await atGateway(walker).count()) await chooses(page, 'Pay by UPI')
  else await page.getByRole('link', { name: /^Go back to/ }).click()
  // Only the way back shows that the gateway has heard the press.
  await page.waitForURL(`**${home()}/payment`)
  told.hasDecidedAtGateway = true
  await me.seesPaid()
  await keepsReceipt(walker)
}

async function waitsForBank(walker: Walker) {
  const { me, name, diary } = walker
  const { page } = me
  diary.notes(name, 'waits for the bank')
  const paid = page.getByRole('heading', { name: 'Your application fee is paid' })
  await expect(async () => {
    if (!(await paid.isVisible())) await me.presses('Check now')
    await expect(paid).toBeVisible({ timeout: 3_000 })
  }).toPass({ timeout: 20_000 })
  await keepsReceipt(walker)
}

async function keepsReceipt({ me, name, told }: Walker) {
  const [number] = /RCP-\d\d-[0-9A-Z]{8}/.exec(await me.page.getByRole('main').innerText()) ?? []
  if (!number) throw new Lost(`${name}: paid, and no receipt number`)
  if (told.receipt && told.receipt !== number)
    throw new Lost(`${name}: receipt ${told.receipt} became ${number}`)
  told.receipt = number
}
