import type { Sim } from '@/lib/providers/simulator-host'
import { brokenAnswer, faultFor, hostileLink } from './simulator-faults'
import { cancel, invite, reattempt } from './simulator-invitations'
import { ended, findOwn, type Invitation } from './simulator-memory'
import { marksOf, reportAddress } from './simulator-report'
import { findLink, findTest, links, minutesOf, questionsOf, tests, type SimTest } from './simulator-tests'
import { answer, fieldsOf, int64, isAddress, isEmail, textIn } from './simulator-wire'

/** V2 of the fake API; `path` without `/v2/`. Gives back null for a path that there is not. */
export async function v2(
  request: Request,
  sim: Sim,
  account: string,
  path: string[],
): Promise<Response | null> {
  // The vendor's own sample leaves `org` out.
  const [area, id = '', part, rest, last] = path[0] === 'org' ? path.slice(1) : path
  const isPost = request.method === 'POST'
  if (area === 'tests' && isPost && part === 'register') return register(request, sim, account, id, null)
  if (area === 'tests' && isPost && part === 'testlinks' && last === 'register')
    return register(request, sim, account, id, rest ?? '')
  if (isPost) return null
  if (area === 'tests' && id === '') return listTests(request)
  if (area === 'tests') return aboutTest(id, part, rest)
  if (area === 'report') return report(request, sim, account, id, part)
  if (area === 'testinvitation' && part === 'reattempt') return again(request, sim, account, id)
  if (area === 'testinvitation' && part === 'cancel') return end(request, sim, account, id)
  return null
}

const done = (result: unknown) =>
  answer({ statuscode: '200.1', description: 'The request has succeeded.', result })

/** A refusal: `result` turns into a plain sentence. */
const refused = (statuscode: string, description: string, result: string) =>
  answer({ statuscode, description, result }, Number(statuscode.split('.')[0]))

function listTests(request: Request): Response {
  const query = new URL(request.url).searchParams
  const size = Number(query.get('page_size') ?? 20) || 20
  const page = Number(query.get('page_no') ?? 1) || 1
  return done({ tests: tests.slice((page - 1) * size, page * size).map(testLine), totalCount: tests.length })
}

const testLine = (test: SimTest) => ({
  testId: int64(test.id),
  testName: test.name,
  duration: minutesOf(test),
  questions: questionsOf(test).length,
  status: test.status,
})

function aboutTest(testId: string, part: string | undefined, linkId: string | undefined): Response | null {
  const test = findTest(testId)
  if (!test) return refused('404.1', 'Not found', 'No such test')
  if (part === undefined) return done(testLine(test))
  if (part !== 'testlinks') return null
  const shown = links
    .filter((link) => link.testId === testId && (linkId === undefined || link.id === linkId))
    .map((link) => ({ testLinkId: int64(link.id), testLinkName: link.name, status: link.status }))
  if (linkId === undefined) return done({ testLinks: shown })
  return shown[0] ? done(shown[0]) : refused('404.2', 'Not found', 'No such test link')
}

async function register(
  request: Request,
  sim: Sim,
  account: string,
  testId: string,
  linkId: string | null,
): Promise<Response> {
  const fields = await fieldsOf(request)
  const [email, name, callbackUrl, redirectUrl] = ['emailid', 'fullname', 'callbackurl', 'redirecturl'].map(
    (key) => textIn(fields, key),
  ) as [string, string, string, string]
  const fault = faultFor(email, sim)
  const broken = await brokenAnswer(fault, 'invite', email, request, sim)
  if (broken) return broken
  if (findTest(testId)?.status !== 'Active') return refused('404.1', 'Not found', 'No such test')
  const link = linkId === null ? undefined : findLink(testId, linkId)
  if (linkId !== null && link?.status !== 'active') return refused('404.2', 'Not found', 'No such test link')
  if (!isEmail(email)) return refused('400.2', 'Bad request', 'emailId is missing or invalid')
  if (name === '' || name.length > 100)
    return refused('400.3', 'Bad request', 'fullName is missing or invalid')
  if (!isAddress(callbackUrl) || !isAddress(redirectUrl))
    return refused('400.4', 'Bad request', 'callbackURL or redirectURL is invalid')
  const addresses = { callbackUrl: callbackUrl || null, redirectUrl: redirectUrl || null }
  const invitation = await invite(sim, { account, version: 'v2', testId, email, name, ...addresses })
  const url = await urlOf(invitation, sim)
  const id = fault === 'spelling' ? invitation.id : int64(invitation.id)
  return done(
    link
      ? { testInvitationId: id, testUrl: url, testAccessTime: 'You can take this test from now on.' }
      : { testInvitationId: id, [fault === 'spelling' ? 'TakeTestUrl ' : 'takeTestURL']: url },
  )
}

async function again(request: Request, sim: Sim, account: string, id: string): Promise<Response> {
  const before = await findOwn(sim, account, id)
  const fault = faultFor(before?.email ?? '', sim)
  const broken = await brokenAnswer(fault, 'invite', before?.email ?? '', request, sim)
  if (broken) return broken
  if (!before) return refused('404.3', 'Not found', 'No such invitation')
  const invitation = fault === 'reattempt-refused' ? null : await reattempt(sim, id, {})
  if (!invitation)
    return refused('403.4', 'The operation is not allowed', 'The candidate is taking this test at present.')
  return done({ testInvitationId: int64(invitation.id), takeTestURL: await urlOf(invitation, sim) })
}

async function end(request: Request, sim: Sim, account: string, id: string): Promise<Response> {
  const before = await findOwn(sim, account, id)
  const fault = faultFor(before?.email ?? '', sim)
  const broken = await brokenAnswer(fault, 'cancel', before?.email ?? '', request, sim)
  if (broken) return broken
  if (!before) return refused('404.3', 'Not found', 'No such invitation')
  const invitation = fault === 'cancel-refused' ? null : await cancel(sim, id)
  if (!invitation) return refused('403.4', 'The operation is not allowed', 'This invitation is not pending.')
  return done({ testInvitationId: int64(id), status: 'cancelled' })
}

async function report(
  request: Request,
  sim: Sim,
  account: string,
  id: string,
  part: string | undefined,
): Promise<Response | null> {
  const invitation = await findOwn(sim, account, id)
  const fault = faultFor(invitation?.email ?? '', sim)
  const broken = await brokenAnswer(fault, part ?? 'report', invitation?.email ?? '', request, sim)
  if (broken) return broken
  const isOver = invitation !== undefined && ended.includes(invitation.status)
  if (!invitation || (fault === 'no-report' && !isOver))
    return refused('404.3', 'Not found', 'No such report')
  if (part === undefined) return done(reportBody(sim, invitation))
  const { sections } = marksOf(invitation)
  const marks = (name: string) =>
    sections.map((section) => ({
      [`${name}Name`]: section.name,
      [`${name}Score`]: String(section.total),
      candidateScore: String(section.points),
      ...(name === 'section' ? { sectionId: int64(section.id), sectionTimeTaken: section.seconds } : {}),
    }))
  if (part === 'skills') return done({ skills: marks('skill') })
  if (part !== 'sections') return null
  // The sample shows a list, the table below it a list inside an object.
  return done(fault === 'spelling' ? { sections: marks('section') } : marks('section'))
}

const statuses: Record<string, string> = { 'In Progress': 'In progress', Complete: 'Completed' }

function reportBody(sim: Sim, invitation: Invitation) {
  const { points, total, percent } = marksOf(invitation)
  const { startedAt, endedAt, status, email, name } = invitation
  const fault = faultFor(email, sim)
  const isOver = ended.includes(status)
  const sinceEnd = endedAt === null ? Infinity : sim.now().getTime() - new Date(endedAt).getTime()
  const isMarinating = fault === 'unknown-status' && isOver && sinceEnd < 3_600_000
  const test = findTest(invitation.testId)
  const file = isOver ? reportAddress(sim, invitation) : null
  return {
    testInvitationId: int64(invitation.id),
    emailId: email,
    fullName: name,
    timeTaken:
      startedAt === null || endedAt === null
        ? 0
        : Math.max(1, Math.round((new Date(endedAt).getTime() - new Date(startedAt).getTime()) / 60_000)),
    testName: test?.name ?? '',
    duration: test ? minutesOf(test) : 0,
    questions: test ? questionsOf(test).length : 0,
    attemptedOn: startedAt?.slice(0, 19) ?? null,
    totalScore: String(isOver && fault !== 'total-zero' ? total : 0),
    score: String(isOver && fault !== 'total-zero' ? points : 0),
    wv: 0,
    tv: 0,
    testStatus: isMarinating ? 'Marinating' : (statuses[status] ?? status),
    reportStatus: isOver ? (file === null ? 'In progress' : 'Generated') : 'Pending',
    ...(isOver
      ? { testResult: percent >= 40 ? 'Pass' : 'Fail', candidatePercent: percent, testCutOffPercent: 40 }
      : {}),
    reportPDFUrl: file,
  }
}

async function urlOf({ email, key }: Invitation, sim: Sim): Promise<string> {
  return faultFor(email, sim) === 'hostile-link'
    ? hostileLink(email, sim)
    : `${sim.origin}/IMInstructions?${key}`
}
