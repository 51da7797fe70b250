import {
  type ConformanceCheck,
  type Inspection,
  expectLink,
  expectRefusal,
} from '@/lib/providers/conformance/check'
import { type Shape, plain } from '@/lib/providers/conformance/shape'
import { markedStart } from '@/lib/providers/conformance/subject'
import { isActive, type ImochaApi, type Invitee } from './api'
import { ask, askNeutral } from './client'
import { v2 } from './client-v2'
import {
  endedStates,
  getTestSettings,
  listAttempts,
  listTestLinks,
  processCallbacks,
  requestErasure,
  v3,
} from './client-v3'
import type { ImochaSettings } from './config'
import {
  attemptsShape,
  linkShape,
  linksShape,
  processedShape,
  resultErrorsShape,
  settingsShape,
  shapesOf,
} from './conformance-shapes'
import { acceptLink } from './link'
import { toStanding } from './mapper'
import { readJson } from './wire-values'

const apiOf = ({ apiVersion }: ImochaSettings): ImochaApi => (apiVersion === 'v2' ? v2 : v3)

/** An id that nobody has, and one of a test that there is not. */
const noId = '999999999999999'
const nobody = 'connection-test@pravesh.invalid'
const day = 86_400_000

type Check = ConformanceCheck<ImochaSettings>

const reading: readonly Check[] = [
  {
    id: 'credentials',
    title: 'The key is accepted on a neutral question',
    isWrite: false,
    isGate: true,
    run: (settings, inspection) => askNeutral(settings, inspection.io),
  },
  {
    id: 'wrong-key',
    title: 'A wrong key is refused with 401',
    isWrite: false,
    async run(settings, inspection) {
      const wrong = { ...settings, apiKey: 'a-wrong-key-of-a-conformance-run' }
      const call = () => askNeutral(wrong, inspection.io)
      await expectRefusal(inspection, call, { statuses: [401], as: ['config'] })
      if (inspection.last().status >= 400)
        answered(inspection, 'error-401', shapesOf(settings.apiVersion).error)
    },
  },
  {
    id: 'catalogue',
    title: 'The catalogue lists the tests with their ids, names and minutes',
    isWrite: false,
    async run(settings, inspection) {
      const { tests } = await apiOf(settings).listTests(settings, { number: 1, size: 20 }, inspection.io)
      answered(inspection, 'tests', shapesOf(settings.apiVersion).catalogue)
      inspection.note(`${tests.length} tests on the first page.`)
      const usable = settings.testId ?? tests.find(({ status }) => isActive(status))?.id
      if (usable !== undefined) inspection.remember('test', usable)
    },
  },
  {
    id: 'test',
    title: 'The test of this connection exists, with its own page',
    isWrite: false,
    async run(settings, inspection) {
      const testId = inspection.recall('test')
      const found = await apiOf(settings).findTest(settings, testId, inspection.io)
      if (!inspection.expect(found !== null, `a test ${testId}`, 'HTTP 404')) return
      answered(inspection, 'test', shapesOf(settings.apiVersion).test)
    },
  },
  {
    id: 'test-settings',
    title: 'The settings of the test can be read',
    isWrite: false,
    async run(settings, inspection) {
      onlyV3(settings, inspection)
      await getTestSettings(settings, inspection.recall('test'), inspection.io)
      answered(inspection, 'test-settings', settingsShape)
    },
  },
  {
    id: 'test-links',
    title: 'The links of the test can be listed, and one of them read',
    isWrite: false,
    async run(settings, inspection) {
      onlyV3(settings, inspection)
      const testId = inspection.recall('test')
      const links = await listTestLinks(settings, testId, inspection.io)
      answered(inspection, 'test-links', linksShape)
      const testLinkId = settings.testLinkId ?? links[0]?.id
      if (testLinkId === undefined) return inspection.note('The test has no link yet.')
      const found = await apiOf(settings).findTestLink(settings, { testId, testLinkId }, inspection.io)
      if (!inspection.expect(found !== null, `a test link ${testLinkId}`, 'HTTP 404')) return
      answered(inspection, 'test-link', linkShape)
      if (settings.testLinkId !== null)
        inspection.expect(
          found?.isActive === true,
          'the test link of this connection to be active',
          'it is not',
        )
    },
  },
  {
    id: 'unknown-test',
    title: 'A test that there is not is refused in a documented way, and not as a wrong key',
    isWrite: false,
    run: (settings, inspection) =>
      refusedRead(
        settings,
        inspection,
        settings.apiVersion === 'v2' ? `/v2/org/tests/${noId}` : `/v3/tests/${noId}`,
      ),
  },
  {
    id: 'unknown-report',
    title: 'A report that there is not is refused in a documented way, and not as a wrong key',
    isWrite: false,
    run: (settings, inspection) =>
      refusedRead(
        settings,
        inspection,
        settings.apiVersion === 'v2' ? `/v2/org/report/${noId}` : `/v3/reports/${noId}`,
      ),
  },
  {
    id: 'ended-sittings',
    title: 'Ended sittings of the last thirty days can be listed, by each of the three ways to end',
    isWrite: false,
    async run(settings, inspection) {
      onlyV3(settings, inspection)
      const until = inspection.io.now()
      const between = { from: new Date(until.getTime() - 30 * day), until }
      for (const state of endedStates) {
        const ended = await listAttempts(settings, state, between, inspection.io)
        if (inspection.last().status !== 404) answered(inspection, 'ended-sittings', attemptsShape)
        for (const { status } of ended) knownWord(settings, inspection, status, 'ended-sittings: testStatus')
        inspection.note(`${ended.length} ${state}.`)
        if (state === 'completed' && ended[0]) inspection.remember('ended sitting', ended[0].id)
      }
    },
  },
  {
    id: 'wrong-dates',
    title:
      'Impossible dates are answered with 401 and errors, which our client does not take for a wrong key',
    isWrite: false,
    async run(settings, inspection) {
      onlyV3(settings, inspection)
      const path = '/v3/candidates/testattempts?state=completed'
      const body = '{"StartDateTime":"2027-13-45T00:00:00Z","EndDateTime":"never"}'
      const call = () => ask(settings, { method: 'POST', path, body, isRead: true }, inspection.io)
      await expectRefusal(inspection, call, { statuses: [401], as: ['invalid'] })
      const [first] = inspection.exchanges()
      inspection.answer('error-wrong-dates', readJson(first?.text ?? ''), resultErrorsShape)
    },
  },
  {
    id: 'ended-report',
    title: 'The report of an ended sitting can be read, in words we know',
    isWrite: false,
    async run(settings, inspection) {
      onlyV3(settings, inspection)
      const id = inspection.recall('ended sitting')
      const report = await apiOf(settings).findReport(settings, id, inspection.io)
      if (!inspection.expect(report !== null, 'a report', 'HTTP 404')) return
      answered(inspection, 'report', shapesOf(settings.apiVersion).report)
      knownWord(settings, inspection, report?.status ?? null, 'report: status')
    },
  },
]

const writing: readonly Check[] = [
  {
    id: 'invite',
    title: 'An invitation is made, with a start link on an allowed host',
    isWrite: true,
    async run(settings, inspection) {
      const made = await apiOf(settings).invite(settings, invitee(inspection), inspection.io)
      answered(inspection, 'invitation', shapesOf(settings.apiVersion).invitation)
      if (made.url !== null) expectLink(inspection, made.url, (raw) => acceptLink(raw, settings))
      if (made.status !== null) knownWord(settings, inspection, made.status, 'invitation: status')
      if (made.id !== null) inspection.remember('invitation', made.id)
    },
  },
  {
    id: 'invite-again',
    title: 'The same address and test give the same invitation again',
    isWrite: true,
    async run(settings, inspection) {
      const id = inspection.recall('invitation')
      const again = await apiOf(settings).invite(settings, invitee(inspection), inspection.io)
      inspection.expect(
        again.id === id,
        'the same testInvitationId',
        again.id === null ? 'none' : 'another one',
      )
    },
  },
  {
    id: 'report-before-begin',
    title: 'Somebody who was invited and has not begun is “not started”, or has no report yet',
    isWrite: true,
    async run(settings, inspection) {
      const report = await apiOf(settings).findReport(
        settings,
        inspection.recall('invitation'),
        inspection.io,
      )
      if (report === null) return inspection.note('There is no report before the beginning (HTTP 404).')
      answered(inspection, 'report', shapesOf(settings.apiVersion).report)
      if (report.status === null) return inspection.note('The report says no status before the beginning.')
      const { progress } = toStanding(report.status, settings.statusWords)
      inspection.expect(
        progress === 'not_started',
        'a word for “not started”',
        `“${plain(report.status)}”`,
        'report: status',
      )
    },
  },
  {
    id: 'reattempt-unbegun',
    title: 'A re-attempt of an invitation nobody has begun is that invitation',
    isWrite: true,
    async run(settings, inspection) {
      const id = inspection.recall('invitation')
      const again = await apiOf(settings).reattempt(settings, id, invitee(inspection), inspection.io)
      answered(inspection, 'reattempt', shapesOf(settings.apiVersion).reattempt)
      inspection.expect(
        again.id === id,
        'the same testInvitationId',
        again.id === null ? 'none' : 'another one',
      )
      if (again.url !== null) expectLink(inspection, again.url, (raw) => acceptLink(raw, settings))
    },
  },
  {
    id: 'repeat-callbacks',
    title: 'Callbacks can be asked for again',
    isWrite: true,
    async run(settings, inspection) {
      onlyV3(settings, inspection)
      await processCallbacks(settings, [inspection.recall('invitation')], inspection.io)
      answered(inspection, 'callbacks-process', processedShape)
    },
  },
  {
    id: 'unknown-erasure',
    title: 'Erasing an address that iMocha does not hold is refused with 400 and errors',
    isWrite: true,
    async run(settings, inspection) {
      onlyV3(settings, inspection)
      const call = () => requestErasure(settings, { email: nobody, externalId: null }, inspection.io)
      await expectRefusal(inspection, call, { statuses: [400], as: ['not_found', 'invalid'] })
      answered(inspection, 'error-400', shapesOf('v3').error)
    },
  },
  {
    id: 'cancel',
    title: 'An invitation nobody has begun can be cancelled, and once only',
    isWrite: true,
    async run(settings, inspection) {
      const id = inspection.recall('invitation')
      const { error, cancelled } = shapesOf(settings.apiVersion)
      await apiOf(settings).cancel(settings, id, inspection.io)
      answered(inspection, 'cancelled', cancelled)
      const again = () => apiOf(settings).cancel(settings, id, inspection.io)
      const statuses = settings.apiVersion === 'v3' ? [400] : ('any' as const)
      await expectRefusal(inspection, again, { statuses, as: ['conflict'] })
      answered(inspection, 'error-400', error)
    },
  },
]

/** What an iMocha connection has to prove, whichever generation of the API it is on. */
export const imochaConformance: readonly Check[] = [...reading, ...writing]

const answered = (inspection: Inspection, name: string, shape: Shape) =>
  inspection.answer(name, readJson(inspection.last().text), shape)

async function refusedRead(settings: ImochaSettings, inspection: Inspection, path: string): Promise<void> {
  const call = () => ask(settings, { method: 'GET', path, isRead: true }, inspection.io)
  const statuses = settings.apiVersion === 'v3' ? [404, 400, 403] : ('any' as const)
  await expectRefusal(inspection, call, { statuses, as: ['not_found', 'invalid', 'refused_by_provider'] })
  const [first] = inspection.exchanges()
  if (!first || readJson(first.text) === undefined) return
  inspection.answer('error', readJson(first.text), shapesOf(settings.apiVersion).error)
}

function knownWord(
  settings: ImochaSettings,
  inspection: Inspection,
  word: string | null,
  where: string,
): void {
  const { progress } = toStanding(word, settings.statusWords)
  inspection.expect(
    progress !== 'unknown',
    'a status word that we know',
    word === null ? 'none' : `“${plain(word)}”`,
    where,
  )
}

function invitee(inspection: Inspection): Invitee {
  const { candidate, callbackUrl, returnUrl } = markedStart(inspection.candidate)
  return {
    candidate,
    callbackUrl,
    returnUrl,
    testId: inspection.recall('test'),
    testLinkId: null,
    window: null,
  }
}

function onlyV3({ apiVersion }: ImochaSettings, inspection: Inspection): void {
  if (apiVersion === 'v2') inspection.skip('V2 has no such call.')
}
