import { type Browser, type BrowserContextOptions, expect, test as base } from '@playwright/test'
import { type Applicant, enterAs } from './applicant'
import { demoPassword, type NewApplicant, type PartnerSlug, partners, someone } from './people'
import { type Staff, staffOf } from './staff'
import type { Visitor } from './visitor'

export { expect, someone }

/** `intakes.optionA` and so on: where which journey is applied for. */
export const intakes = {
  optionA: { partner: 'greenfield', name: 'Undergraduate admission 2027' },
  optionB: { partner: 'sunrise', name: 'Admission 2027' },
  optionBAtGreenfield: { partner: 'greenfield', name: 'Postgraduate admission 2027' },
  imochaA: { partner: 'greenfield', name: 'Technology programmes 2027 (iMocha)' },
  imochaB: { partner: 'greenfield', name: 'Technology round with fee 2027 (iMocha)' },
  imochaV2A: { partner: 'greenfield', name: 'Business programmes 2027 (iMocha V2)' },
  imochaV2B: { partner: 'greenfield', name: 'Business round with fee 2027 (iMocha V2)' },
  testPartnershipA: { partner: 'greenfield', name: 'People and management 2027 (Test Partnership)' },
  testPartnershipB: { partner: 'greenfield', name: 'Management round with fee 2027 (Test Partnership)' },
} as const satisfies Record<string, { partner: PartnerSlug; name: string }>
export type Intake = { partner: PartnerSlug; name: string }

export type StaffRole = 'reviewer' | 'officer' | 'finance' | 'admin'

/** The portal as its people meet it. Each of them has a browser of their own, closed when the test ends. */
export type App = {
  /** A browser at a partner's door with nobody signed in. `options`: JavaScript off, language, size, colour scheme. */
  visitor: (partner: PartnerSlug, options?: BrowserContextOptions) => Promise<Visitor>
  /** Somebody with a browser of their own, not registered yet; `signsIn()` for the seeded people. */
  applicant: (
    partner: PartnerSlug,
    person: NewApplicant,
    options?: BrowserContextOptions,
  ) => Promise<Applicant>
  /** Registered, e-mail confirmed, application begun: stands on the journey home. */
  applicantOf: (intake: Intake, person?: NewApplicant, options?: BrowserContextOptions) => Promise<Applicant>
  /** As `applicantOf` an intake of Option B, with the form submitted: stands where the fee is due. */
  applicantWithFeeDue: (person?: NewApplicant) => Promise<Applicant>
  /** One of the partner's own people, signed in. */
  staff: (partner: PartnerSlug, role: StaffRole, options?: BrowserContextOptions) => Promise<Staff>
  /** The address of a partner's page: `app.at('sunrise', '/register')`. */
  at: (partner: PartnerSlug, path?: string) => string
}

/** Playwright's `test` with the portal in it: `test('…', async ({ app }) => …)`. */
export const test = base.extend<{ app: App }>({
  app: async ({ browser, baseURL }, use) => {
    const doors: Visitor[] = []
    const at = (partner: PartnerSlug, path = '/') =>
      addressAt(baseURL ?? 'http://localhost:3000', partner, path)
    const open = async (partner: PartnerSlug, person: NewApplicant, options?: BrowserContextOptions) => {
      const entered = enterAs(person, await newPage(browser, at(partner), options))
      doors.push(entered)
      return entered
    }
    const applicantOf: App['applicantOf'] = async (intake, person = someone('Asha'), options) => {
      const applicant = await open(intake.partner, person, options)
      await applicant.registers()
      await applicant.verifiesEmail()
      await applicant.startsApplication(intake.name)
      return applicant
    }
    await use({
      at,
      applicant: open,
      applicantOf,
      applicantWithFeeDue: async (person) => {
        const applicant = await applicantOf(intakes.optionB, person)
        await applicant.fillsForm()
        await applicant.submits()
        return applicant
      },
      visitor: (partner, options) => open(partner, someone('Visitor'), options),
      staff: async (partner, role, options) => {
        const person = { ...someone('Staff'), email: `${role}@${partner}.test`, password: demoPassword }
        const entered = await open(partner, person, options)
        await entered.signsIn()
        return staffOf(entered)
      },
    })
    await Promise.all(doors.map(({ context }) => context.close()))
  },
})

/** Every partner has a host of its own on the port that is tested. */
function addressAt(baseURL: string, partner: PartnerSlug, path: string): string {
  const address = new URL(path, baseURL)
  address.hostname = partners[partner]
  return address.href
}

async function newPage(browser: Browser, door: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ ...options, baseURL: door })
  return context.newPage()
}
