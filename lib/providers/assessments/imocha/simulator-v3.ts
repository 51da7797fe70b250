import type { Sim } from '@/lib/providers/simulator-host'
import { refusal } from './simulator-faults'
import {
  findLink,
  findTest,
  links,
  minutesOf,
  questionsOf,
  tests,
  type SimLink,
  type SimTest,
} from './simulator-tests'
import { cancelOf, inviteBy, reattemptOf } from './simulator-v3-invitations'
import { erase, processCallbacks, report, testAttempts } from './simulator-v3-results'
import { answer, int64 } from './simulator-wire'

/** V3 of the fake API; `path` without `/v3/`. Gives back null for a path that there is not. */
export async function v3(
  request: Request,
  sim: Sim,
  account: string,
  path: string[],
): Promise<Response | null> {
  const [area, id = '', part, rest, last] = path
  const isPost = request.method === 'POST'
  if (area === 'tests' && id === '') return isPost ? null : listTests(request)
  if (area === 'tests' && part === 'testlinks' && last === 'invite' && isPost)
    return inviteBy(request, sim, account, { testId: id, linkId: rest ?? '' })
  if (area === 'tests' && part === 'invite' && isPost)
    return inviteBy(request, sim, account, { testId: id, linkId: null })
  if (area === 'tests') return aboutTest(request, id, part, rest)
  if (area === 'invitations' && isPost && part === 'reattempt') return reattemptOf(request, sim, account, id)
  if (area === 'invitations' && isPost && part === 'cancel') return cancelOf(request, sim, account, id)
  if (area === 'reports' && !isPost && part === undefined) return report(request, sim, account, id)
  if (area === 'candidates' && id === 'testattempts' && isPost) return testAttempts(request, sim, account)
  if (area === 'callbacks' && id === 'process' && isPost) return processCallbacks(request, sim, account)
  if (area === 'gdpr' && id === 'requests' && isPost) return erase(request, sim, account)
  return null
}

function listTests(request: Request): Response {
  const query = new URL(request.url).searchParams
  const size = Number(query.get('pageSize') ?? 20)
  const page = Number(query.get('pageNo') ?? 1) || 1
  const label = query.get('labelsFilter')
  const found = tests.filter(({ labels }) => !label || labels.includes(label))
  const shown = found.slice((page - 1) * size, page * size)
  return answer({ tests: shown.map(testLine), count: found.length })
}

const testLine = (test: SimTest) => ({
  testId: int64(test.id),
  testName: test.name,
  status: test.status,
  duration: minutesOf(test),
  labels: test.labels,
})

function aboutTest(request: Request, testId: string, part: string | undefined, linkId: string | undefined) {
  const test = findTest(testId)
  if (!test) return refusal(404, 'Test not found')
  if (part === 'settings')
    return answer({ testId: int64(test.id), proctoringMode: 'disabled', negativeMarking: false, cutOff: 40 })
  if (request.method === 'POST') return null
  if (part === 'testlinks' && linkId === undefined)
    return answer({ testLinks: links.filter((link) => link.testId === testId).map(linkLine) })
  if (part === 'testlinks') {
    const link = findLink(testId, linkId ?? '')
    return link ? answer(linkLine(link)) : refusal(404, 'Test link not found')
  }
  if (part !== undefined) return null
  const sections = test.sections.map(({ name, questions, minutes }) => ({
    sectionName: name,
    sectionType: 'MCQ',
    questions: questions.length,
    duration: minutes,
  }))
  return answer({ ...testLine(test), questions: questionsOf(test).length, sections })
}

const linkLine = (link: SimLink) => ({
  testLinkId: int64(link.id),
  testId: int64(link.testId),
  testLinkName: link.name,
  testLink: `https://test.imocha.io/testlink/${link.id}`,
  testLinkStatus: link.status,
  invitationType: 'email',
  isApiLink: link.name === 'Default test link',
  proctoringSettings: { proctoringMode: link.proctoringMode },
  stakeholderEmails: '',
  invitationSchedule: {
    scheduleType: 'validityindays',
    scheduleDetails: {
      startDateTime: null,
      endDateTime: null,
      timeZoneId: 1720,
      invitationValidityInDays: link.validityDays,
    },
  },
})
