import type { Sim } from '@/lib/providers/simulator-host'
import { acted, type Act } from './simulator-acts'
import { asOf, changeAssessment, findBySeat, redeemLogin, type Assessment } from './simulator-assessments'
import { panelFault } from './simulator-faults'
import * as pages from './simulator-pages'

/** Auto-login, by GET as the guide has it: the token is used up by looking. */
export async function logIn(request: Request, sim: Sim): Promise<Response> {
  if (request.method !== 'GET') return pages.notFound()
  const params = [...new URL(request.url).searchParams]
  const token = params.find(([name]) => name.toLowerCase() === 'assessmenttoken')?.[1] ?? ''
  const entered = await redeemLogin(sim, token)
  return typeof entered === 'string'
    ? pages.deadLogin(entered)
    : seeOther(`${mountOf(sim)}/candidate/${entered.seat}`)
}

/** Everything a candidate sees after logging in: one address, which shows where the candidate is. */
export async function candidatePage(request: Request, sim: Sim, path: string[]): Promise<Response> {
  const [seat = '', sub, ...more] = path
  const assessment = await findBySeat(sim, seat)
  if (!assessment || more.length > 0 || (sub !== undefined && sub !== 'left')) return pages.notFound()
  const action = `${mountOf(sim)}/candidate/${seat}`
  const fault = assessment.fault ?? panelFault(sim)
  if (request.method === 'POST' && sub === undefined) {
    const act = readAct(new URLSearchParams(await request.text()))
    if (!act) return seeOther(action)
    const next = await changeAssessment(sim, assessment.id, (current) =>
      acted(current, act, sim.now(), fault),
    )
    if (act.do === 'leave') return seeOther(`${action}/left`)
    const isHandedBack = act.do === 'submit' && next.submittedAt !== null && fault !== 'no-redirect'
    return seeOther(isHandedBack ? wayBack(next, sim) : action)
  }
  if (request.method !== 'GET') return pages.notFound()
  const seen = { ...asOf(assessment, sim.now()), fault }
  return sub === 'left' ? pages.left(seen) : pages.current(action, seen, sim.now())
}

/** The address that came with the candidate, as it came; the vendor's home page when it is none. */
const wayBack = ({ redirectUrl }: Assessment, sim: Sim): string =>
  pages.isWebAddress(redirectUrl) ? redirectUrl : `${mountOf(sim)}/`

function readAct(form: URLSearchParams): Act | null {
  const [word = '', id] = (form.get('do') ?? '').split(':')
  if (word === 'start' && id) return { do: 'start', sectionId: Number(id) }
  if (word === 'agree' || word === 'submit') return { do: word }
  if (word === 'save' || word === 'finish' || word === 'leave' || word === 'en' || word === 'hi')
    return { do: word, answers: form }
  return null
}

/** Path of the mount, so that forms and redirects stay on the host the person is on. */
const mountOf = (sim: Sim) => new URL(sim.origin).pathname.replace(/\/$/, '')

const seeOther = (location: string) =>
  new Response(null, { status: 303, headers: { ...pages.pageHeaders(''), location } })
