import type { Sim } from '@/lib/providers/simulator-host'
import { replay } from './simulator-callbacks'
import { brokenAnswer, errorsOnly, faultFor, refusal, resultErrors, type Fault } from './simulator-faults'
import { mask } from './simulator-invitations'
import { ended, findOwn, lookAtAll, type Invitation } from './simulator-memory'
import { marksOf, reportAddress } from './simulator-report'
import { findTest, minutesOf } from './simulator-tests'
import { answer, drifted, fieldsOf, instantIn, int64, textIn } from './simulator-wire'

export async function report(request: Request, sim: Sim, account: string, id: string): Promise<Response> {
  const invitation = await findOwn(sim, account, id)
  const fault = faultFor(invitation?.email ?? '', sim)
  const broken = await brokenAnswer(fault, 'report', invitation?.email ?? '', request, sim)
  if (broken) return broken
  if (!invitation) return refusal(404, 'Report not found')
  const type = new URL(request.url).searchParams.get('reportType') ?? '1'
  if (!['1', '2', '3'].includes(type)) return refusal(400, 'reportType must be 1, 2 or 3')
  const isOver = ended.includes(invitation.status)
  if (fault === 'no-report' && !isOver) return refusal(404, 'Report not found')
  const body = reportBody(sim, invitation, fault, type)
  return answer(fault === 'spelling' ? respelled(body) : body)
}

function reportBody(sim: Sim, invitation: Invitation, fault: Fault | null, type: string) {
  const { points, total, percent, category, sections } = marksOf(invitation)
  const { startedAt, endedAt, status } = invitation
  const isOver = ended.includes(status)
  const since = endedAt === null ? Infinity : sim.now().getTime() - new Date(endedAt).getTime()
  const isMarinating = fault === 'unknown-status' && isOver && since < 3_600_000
  const marks =
    fault === 'total-zero' || !isOver ? { points: 0, total: 0, percent: 0 } : { points, total, percent }
  return {
    testInvitationId: int64(invitation.id),
    testId: int64(invitation.testId),
    candidateEmail: invitation.email,
    candidateName: invitation.name,
    attemptedOn: startedAt,
    status: isMarinating ? 'Marinating' : status,
    score: marks.points,
    candidatePoints: marks.points,
    totalTestPoints: marks.total,
    scorePercentage: marks.percent,
    performanceCategory: isOver ? category : null,
    testName: findTest(invitation.testId)?.name ?? '',
    pdfReportUrl: isOver ? reportAddress(sim, invitation) : null,
    timeTaken: minutesBetween(startedAt, endedAt),
    testDuration: minutesOf(findTest(invitation.testId) ?? { sections: [] }),
    sections:
      type === '2' || !isOver
        ? []
        : sections.map((section) => ({
            sectionId: int64(section.id),
            sectionName: section.name,
            candidateScore: section.points,
            sectionScore: section.total,
            noOfQue: section.questions,
            sectionTime: section.minutes,
            sectionTimeTaken: section.seconds,
            correctQuestions: section.right,
            wrongQuestions: section.questions - section.right,
          })),
    ...(type === '1' || !isOver
      ? {}
      : {
          skills: sections.map(({ name, points: score, total: outOf }) => ({
            skillName: name,
            candidateScore: score,
            skillScore: outOf,
          })),
        }),
  }
}

const minutesBetween = (from: string | null, until: string | null) =>
  from === null || until === null
    ? 0
    : Math.max(1, Math.round((new Date(until).getTime() - new Date(from).getTime()) / 60_000))

/** The same report with the names of the documents' tables, where the usual ones follow working code. */
function respelled({
  status,
  performanceCategory,
  sections,
  testId,
  ...rest
}: ReturnType<typeof reportBody>) {
  return {
    ...rest,
    testId: testId.replace('int64:', ''),
    Status: drifted(status),
    PerformanceCategory: performanceCategory,
    'CandidatePoints ': String(rest.candidatePoints),
    sections: sections.map(({ sectionId, ...section }) => ({ sectionID: sectionId, ...section })),
  }
}

const groups: Record<string, Invitation['status'][]> = {
  completed: ended,
  cancelled: ['Cancelled'],
  expired: ['Expired'],
}
const listed: Record<string, string> = { Complete: 'Completed', 'Test Left': 'Testleft' }

/** Bad input is answered with 401 here, as the vendor does. */
export async function testAttempts(request: Request, sim: Sim, account: string): Promise<Response> {
  const fault = faultFor('', sim)
  const broken = await brokenAnswer(fault, 'attempts', '', request, sim)
  if (broken) return broken
  const statuses = groups[new URL(request.url).searchParams.get('state') ?? '']
  const fields = await fieldsOf(request)
  const from = instantIn(textIn(fields, 'startdatetime'))
  const until = instantIn(textIn(fields, 'enddatetime'))
  if (!statuses || !from || !until || until < from) return resultErrors(401, 'Invalid state or dates')
  const testId = textIn(fields, 'testid')
  const found = (await lookAtAll(sim, account)).filter(
    ({ status, endedAt, testId: of }) =>
      statuses.includes(status) &&
      endedAt !== null &&
      // To the second, as the dates that are asked with.
      new Date(endedAt).getTime() >= from.getTime() &&
      new Date(endedAt).getTime() < until.getTime() + 1_000 &&
      (testId === '' || testId === of),
  )
  if (found.length === 0) return resultErrors(404, 'No test attempts found')
  const key = fault === 'spelling' ? 'teststatus' : 'testStatus'
  const testAttempts = found.map(({ id, testId: of, name, email, status }) => ({
    testInvitationId: int64(id),
    testId: int64(of),
    name,
    email,
    invitationtype: 'api',
    [key]: fault === 'spelling' ? status : (listed[status] ?? status),
  }))
  return answer({ result: { testAttempts }, errors: null })
}

export async function processCallbacks(request: Request, sim: Sim, account: string): Promise<Response> {
  const broken = await brokenAnswer(faultFor('', sim), 'process', '', request, sim)
  if (broken) return broken
  const ids = (await fieldsOf(request)).get('testinvitationids')
  if (!Array.isArray(ids) || ids.length === 0) return resultErrors(401, 'testinvitationIds is required')
  if (ids.length > 100) return resultErrors(401, 'At most 100 testinvitationIds')
  const found = await Promise.all(ids.map((id) => findOwn(sim, account, String(id))))
  if (found.every((invitation) => invitation === undefined))
    return resultErrors(401, 'Invalid testinvitationIds')
  const sent = await Promise.all(
    found.map(async (invitation) => (invitation ? replay(sim, invitation) : false)),
  )
  const those = (wanted: boolean) =>
    ids.filter((_, index) => sent[index] === wanted).map((id) => int64(String(id)))
  return answer({
    result: { testinvitationIds: { successful: those(true), failed: those(false) } },
    errors: null,
  })
}

export async function erase(request: Request, sim: Sim, account: string): Promise<Response> {
  const fields = await fieldsOf(request)
  const email = textIn(fields, 'candidateemail')
  const broken = await brokenAnswer(faultFor(email, sim), 'erase', email, request, sim)
  if (broken) return broken
  const id = textIn(fields, 'testinvitationid')
  const theirs = (await lookAtAll(sim, account)).filter(
    (invitation) => invitation.email === email && (id === '' || invitation.id === id),
  )
  if (theirs.length === 0) return errorsOnly(400, 'Candidate not found')
  await mask(sim, theirs)
  return answer({ result: 'Your request has been accepted' })
}
