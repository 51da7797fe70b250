import type { Sim, Simulator } from '@/lib/providers/simulator-host'
import { brokenAnswer, faultFor, faults, isKeyRefused, refusal } from './simulator-faults'
import { ended, findBySecret, type Invitation } from './simulator-memory'
import * as pages from './simulator-pages'
import { reportPdf } from './simulator-report'
import { act, begin } from './simulator-sittings'
import { v2 } from './simulator-v2'
import { v3 } from './simulator-v3'

/** Keys the fake vendor gave out: one key is one account. The second account's ids are longer than a double is exact. */
const accounts: Record<string, string> = { imocha_sandbox_key: 'acme', imocha_sandbox_key_2: 'horizon' }
const lapsedKey = 'imocha_lapsed_key'

/** A fake iMocha: both generations of its API, its test pages and its report files. */
export const imochaSimulator: Simulator = {
  id: 'imocha',
  faults,
  async handle(request, sim) {
    const [, area, ...rest] = sim.path.split('/').map((part) => decodeURIComponent(part))
    if (area === 'v3' || area === 'v2') return api(request, sim, area, rest)
    // A name without a value: some servers hand it on with an equals sign.
    const query = new URL(request.url).search.slice(1).replace(/=$/, '')
    if (area === 'IMInstructions' && rest.length === 0) return instructions(request, sim, query)
    if (area === 'sitting' && rest.length === 1) return sittingPage(request, sim, rest[0] ?? '')
    if (area === 'PDFReport' && rest.length === 0)
      return reportFile(sim, new URLSearchParams(query).get('id') ?? '')
    return pages.notFound()
  },
}

async function api(request: Request, sim: Sim, version: 'v2' | 'v3', path: string[]): Promise<Response> {
  const key = request.headers.get('x-api-key') ?? ''
  if (key === lapsedKey) return refusal(401, 'Your subscription has expired')
  const account = Object.hasOwn(accounts, key) ? accounts[key] : undefined
  if (account === undefined) return refusal(401, 'Invalid API key')
  const isCatalogue = path.at(-1) === 'tests'
  if (isCatalogue && (await isKeyRefused(sim))) return refusal(401, 'Invalid API key')
  if (path.includes('tests') && request.method === 'GET') {
    const broken = await brokenAnswer(faultFor('', sim), 'catalogue', '', request, sim)
    if (broken) return broken
  }
  const found = await (version === 'v2' ? v2 : v3)(request, sim, account, path)
  return found ?? refusal(404, 'No such endpoint')
}

/** The page a start link opens. Looking uses nothing, unless the partner wants no instructions. */
async function instructions(request: Request, sim: Sim, key: string): Promise<Response> {
  const invitation = await findBySecret(sim, key)
  if (!invitation || invitation.key !== key) return pages.notFound()
  const wantsToBegin = request.method === 'POST' || invitation.hideInstruction
  if (invitation.status === 'In Progress') return seeOther(`${mountOf(sim)}/sitting/${invitation.sittingKey}`)
  if (invitation.status !== 'Pending') return pages.deadLink(invitation)
  if (invitation.opensAt !== null && sim.now() < new Date(invitation.opensAt))
    return pages.tooEarly(invitation)
  if (!wantsToBegin) return pages.instructions(`${mountOf(sim)}/IMInstructions?${key}`, invitation)
  await begin(sim, invitation.id)
  return seeOther(`${mountOf(sim)}/sitting/${invitation.sittingKey}`)
}

async function sittingPage(request: Request, sim: Sim, key: string): Promise<Response> {
  const before = await findBySecret(sim, key)
  if (!before || before.sittingKey !== key) return pages.notFound()
  const address = `${mountOf(sim)}/sitting/${key}`
  if (request.method !== 'POST') {
    return before.status === 'In Progress' ? pages.section(address, before, sim.now()) : pages.over(before)
  }
  const form = new URLSearchParams(await request.text())
  const after = before.status === 'In Progress' ? await act(sim, before.id, form) : before
  return seeOther(returnOf(after, sim) ?? address)
}

/** After the test has been handed in the browser goes back to the partner, with nothing added to the address. */
function returnOf({ status, redirectUrl, email }: Invitation, sim: Sim): string | null {
  return status === 'Complete' && faultFor(email, sim) !== 'no-redirect' ? redirectUrl : null
}

async function reportFile(sim: Sim, key: string): Promise<Response> {
  const invitation = await findBySecret(sim, key)
  if (!invitation || invitation.reportKey !== key || !ended.includes(invitation.status))
    return pages.notFound()
  if (faultFor(invitation.email, sim) === 'broken-pdf') return pages.notFound(200)
  return new Response(Buffer.from(reportPdf(invitation)), {
    headers: {
      'content-type': 'application/pdf',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}

/** Path of the mount, so that forms and redirects stay on the host the person is on. */
const mountOf = (sim: Sim) => new URL(sim.origin).pathname.replace(/\/$/, '')

const seeOther = (location: string) =>
  new Response(null, { status: 303, headers: { ...pages.pageHeaders([]), location } })
