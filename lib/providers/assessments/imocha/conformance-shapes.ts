import { type Shape, either, fields, is, listOf } from '@/lib/providers/conformance/shape'

// Known fields of iMocha's answers, beside the readers of wire.ts (reference/providers.md §2.2, §2.5). Both spellings
// stand where the documents and working code differ.

/** V2 puts every answer into an envelope with a code of its own. */
const enveloped = (shape: Shape): Shape =>
  fields({ 'result!': shape, 'statuscode!': is('word', 'whole'), description: is('word', 'null', 'empty') })

const words = is('word', 'null', 'empty')
const number = is('numeric', 'null', 'empty')

const section = fields({
  sectionName: words,
  sectionType: words,
  'questions|noOfQue': number,
  duration: number,
})

const test = {
  'testId!': is('id'),
  'testName!': is('word'),
  status: words,
  'duration!': is('numeric'),
  questions: number,
}

const catalogueV3 = fields({
  'tests!': listOf(fields({ ...test, labels: listOf(is('word'), 'null') })),
  count: is('whole'),
})
const catalogueV2 = enveloped(
  either(fields({ 'tests!': listOf(fields(test)), 'count|totalCount': is('whole') }), listOf(fields(test))),
)

const oneTest = fields({
  ...test,
  labels: listOf(is('word'), 'null'),
  sections: listOf(section, 'null'),
})

export const settingsShape: Shape = fields({ testId: is('id'), proctoringMode: words })

const schedule = fields(
  {
    scheduleType: words,
    scheduleDetails: fields(
      {
        startDateTime: is('instant', 'null', 'empty'),
        endDateTime: is('instant', 'null', 'empty'),
        timeZoneId: is('id', 'null'),
        invitationValidityInDays: number,
      },
      'null',
    ),
  },
  'null',
)

export const linkShape: Shape = fields({
  'testLinkId!': is('id'),
  testId: is('id'),
  testLinkName: words,
  testLink: is('address', 'null', 'empty'),
  'testLinkStatus|status!': is('word'),
  invitationType: words,
  isApiLink: is('boolean'),
  proctoringSettings: fields({ proctoringMode: words }, 'null'),
  stakeholderEmails: is('text', 'null', 'empty'),
  invitationSchedule: schedule,
})

export const linksShape: Shape = fields({ 'testLinks!': listOf(linkShape) })

const invitation = {
  'testInvitationId!': is('id'),
  'testUrl|takeTestURL!': is('address'),
  status: is('word'),
}

const reattempt = {
  ...invitation,
  callbackUrlRegistered: is('address', 'null', 'empty'),
  redirectUrlRegistered: is('address', 'null', 'empty'),
}

const cancelled = { testInvitationId: is('id'), 'status|testStatus': is('word') }

const reportSection = fields({
  'sectionId|sectionID': is('id', 'null'),
  sectionName: words,
  candidateScore: number,
  sectionScore: number,
  noOfQue: number,
  sectionTime: number,
  sectionTimeTaken: number,
  'negativeMark|correctQuestions|wrongQuestions|skippedQuestions|notAnsweredQuestions': number,
})

const reportV3 = fields({
  'testInvitationId!': is('id'),
  testId: is('id'),
  candidateEmail: is('text', 'null', 'empty'),
  candidateName: is('text', 'null', 'empty'),
  attemptedOn: is('instant', 'null', 'empty'),
  'status!': is('word'),
  score: number,
  candidatePoints: number,
  totalTestPoints: number,
  scorePercentage: number,
  performanceCategory: words,
  testName: words,
  pdfReportUrl: is('address', 'null', 'empty'),
  'timeTaken|testDuration': number,
  sections: listOf(reportSection, 'null'),
  skills: listOf(is('anything'), 'null'),
  quesDifficultyAnalysis: listOf(is('anything'), 'null'),
})

const reportV2 = enveloped(
  fields({
    testInvitationId: is('id'),
    emailId: is('text', 'null', 'empty'),
    fullName: is('text', 'null', 'empty'),
    'timeTaken|duration|questions|wv|tv|testCutOffPercent|candidatePercent': number,
    testName: words,
    attemptedOn: is('instant', 'null', 'empty'),
    'totalScore|score': number,
    'testStatus!': is('word'),
    'reportStatus!': is('word'),
    testResult: words,
    reportPDFUrl: is('address', 'null', 'empty'),
  }),
)

export const attemptsShape: Shape = fields({
  'result!': fields({
    'testAttempts!': listOf(
      fields({
        'testInvitationId!': is('id'),
        testId: is('id', 'null'),
        'name|email': is('text', 'null', 'empty'),
        invitationtype: words,
        'testStatus!': is('word'),
      }),
    ),
  }),
  errors: listOf(is('word'), 'null'),
})

export const resultErrorsShape: Shape = fields({ 'result!': is('null'), 'errors!': listOf(is('word')) })

export const processedShape: Shape = fields({
  'result!': fields({
    'testinvitationIds!': fields({
      'successful!': listOf(is('id'), 'null'),
      'failed!': listOf(is('id'), 'null'),
    }),
  }),
  errors: listOf(is('word'), 'null'),
})

/** The three shapes of V3, and V2's whose `result` turns into a sentence. */
const errorV3 = either(
  fields({ 'message!': is('word'), statusCode: is('whole') }),
  fields({ 'errors!': listOf(is('word')) }),
  resultErrorsShape,
)
const errorV2 = either(
  fields({ 'statuscode!': is('word'), description: is('word', 'null'), result: is('word', 'null') }),
  errorV3,
)

/** The answers that both generations give, each in its own shape. */
export const shapesOf = (version: 'v2' | 'v3') =>
  version === 'v3'
    ? {
        catalogue: catalogueV3,
        test: oneTest,
        invitation: fields(invitation),
        reattempt: fields(reattempt),
        cancelled: fields(cancelled),
        report: reportV3,
        error: errorV3,
      }
    : {
        catalogue: catalogueV2,
        test: enveloped(oneTest),
        invitation: enveloped(fields({ ...invitation, testAccessTime: is('word') })),
        reattempt: enveloped(fields({ ...invitation, testAccessTime: is('word') })),
        cancelled: enveloped(either(fields(cancelled), is('word', 'null'))),
        report: reportV2,
        error: errorV2,
      }
