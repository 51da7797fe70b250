import { asOf, minutesOf, type Assessment, type Section } from './simulator-assessments'
import { makePdf, makeZip, type ZipEntry } from './simulator-files'
import { tests } from './simulator-questions'
import { groupsOf, isBorneOut, marksFrom, marksOf, scalesOf, type Marks } from './simulator-scoring'

/** Seconds after submitting until marks are there. */
const lateMarksSeconds = 600

export const nameOf = ({ test, verifies }: Section) =>
  verifies === null ? tests[test].name : `Verification - ${tests[test].name}`

/** Answer of the create call, as the guide prints it. */
export const createdAnswer = (assessment: Assessment) => ({
  Errors: [],
  Assessment: {
    Id: assessment.id,
    Tests: assessment.sections.map((section) => ({
      Id: section.id,
      TestName: nameOf(section),
      TestMinutes: minutesOf(section),
    })),
  },
  Username: assessment.username,
})

/** Answer of GetAssessmentsForCandidate, spelling and all. */
export const assessmentsAnswer = (assessment: Assessment) => ({
  Assessments: [
    {
      Id: assessment.id,
      ProjectsID: assessment.projectId,
      CandidatesID: assessment.candidateId,
      ProjectName: assessment.projectName,
      AssessmentSections: assessment.sections.map((section) => ({
        AssessmentSectiondId: section.id,
        AssessmentSectionName: nameOf(section),
      })),
    },
  ],
})

export function statusAnswer(assessment: Assessment, now: Date) {
  const seen = asOf(assessment, now)
  const marks = overallOf(seen, now)
  return {
    ...headOf(seen, now),
    Score: marks && String(marks.sten),
    Tests: seen.sections.map((section) => ({
      Id: section.id,
      TestName: nameOf(section),
      TestStatus: section.verifies === null ? section.state : null,
    })),
  }
}

/** Marks are numeric text, scale stens are numbers, a questionnaire's own marks are "", missing ones are null. */
export function scoresAnswer(assessment: Assessment, now: Date) {
  const seen = asOf(assessment, now)
  const marks = overallOf(seen, now)
  return {
    ...headOf(seen, now),
    Score: marks && String(marks.sten),
    ZScore: marks && figure(marks.z),
    PercentileScore: marks && String(marks.percentile),
    TScore: marks && String(marks.t),
    Tests: seen.sections.map((section) => testRow(section, hasMarks(seen, now))),
  }
}

function headOf(assessment: Assessment, now: Date) {
  const isIn = isSubmitted(assessment, now)
  return {
    Errors: [],
    Status: statusOf(assessment, now),
    SubmissionDate: isIn ? (assessment.submittedAt ?? '').slice(0, 19) : null,
  }
}

/** The reports call turns Submitted into Downloaded. */
export function statusOf(assessment: Assessment, now: Date): string | null {
  const { fault, submittedAt, downloadedAt, sections } = assessment
  if (isSubmitted(assessment, now)) {
    const secondsSince = (now.getTime() - new Date(submittedAt ?? 0).getTime()) / 1000
    if (fault === 'unknown-status' && secondsSince < 3_600) return 'Marinating'
    return downloadedAt === null ? 'Submitted' : 'Downloaded'
  }
  if (fault === 'null-status') return null
  return sections.every(({ state }) => state === 'Not Started') ? 'Not Started' : 'In Progress'
}

export const isSubmitted = ({ submittedAt }: Assessment, now: Date) =>
  submittedAt !== null && now >= new Date(submittedAt)

function hasMarks({ fault, submittedAt }: Assessment, now: Date): boolean {
  if (fault === 'no-marks') return false
  if (fault !== 'late-marks') return true
  const readyAt = new Date(submittedAt ?? now).getTime() + lateMarksSeconds * 1000
  return submittedAt !== null && now.getTime() >= readyAt
}

/** The mean of the ability tests, once everything is handed in. */
function overallOf(assessment: Assessment, now: Date): Marks | null {
  if (!isSubmitted(assessment, now) || !hasMarks(assessment, now)) return null
  const able = assessment.sections.filter(({ test, verifies }) => verifies === null && test !== 'personality')
  const zs = able.map(({ test, answers }) => marksOf(test, answers).z)
  return zs.length > 0 ? marksFrom(zs.reduce((sum, z) => sum + z, 0) / zs.length) : null
}

function testRow(section: Section, isMarked: boolean) {
  const { id, test, state, answers, verifies } = section
  const isOver = state === 'Completed'
  const row = { Id: id, TestName: nameOf(section), EndTime: isOver ? endTime(section.endedAt) : null }
  const unmarked = { ZScore: null, PercentileScore: null, StenScore: null, Verification: null, TScore: null }
  const lists = { Scales: [], Groups: [] }
  if (verifies !== null) {
    const verdict = isOver ? (isBorneOut(test, answers) ? 'passed' : 'failed') : null
    return { ...row, TestStatus: null, TestTime: 0, ...unmarked, Verification: verdict, ...lists }
  }
  const shared = {
    ...row,
    TestStatus: state,
    TestTime: isOver ? Math.max(1, Math.round(section.secondsUsed / 60)) : null,
  }
  if (!isOver || !isMarked) return { ...shared, ...unmarked, ...lists }
  if (test === 'personality') return { ...shared, ...questionnaireMarks(answers) }
  const marks = marksOf(test, answers)
  return {
    ...shared,
    ZScore: figure(marks.z),
    PercentileScore: String(marks.percentile),
    StenScore: String(marks.sten),
    Verification: null,
    TScore: String(marks.t),
    ...lists,
  }
}

function questionnaireMarks(answers: Section['answers']) {
  const scales = scalesOf('personality', answers)
  return {
    ZScore: '',
    PercentileScore: '',
    StenScore: '',
    Verification: null,
    TScore: '',
    Scales: scales.map(({ scale, sten, z }) => ({ Scale: scale, StenScore: sten, ZScore: figure(z) })),
    Groups: groupsOf(scales).map(({ group, sten, report }) => ({
      Group: group,
      StenScore: sten.toFixed(3),
      RoundedStenScore: Math.round(sten),
      ReportType: report,
    })),
  }
}

/** One PDF for each section that counts, in a ZIP. */
export function reportsZip(assessment: Assessment, now: Date): Buffer {
  const files = assessment.sections
    .filter(({ verifies }) => verifies === null)
    .map((section, index) => ({
      name: `${assessment.name} - ${tests[section.test].title.en}.pdf`,
      bytes: reportPdf(assessment, section, now),
      isStored: index % 2 === 1,
    }))
  return makeZip(spoiled(assessment, files))
}

function spoiled({ fault }: Assessment, files: ZipEntry[]): ZipEntry[] {
  const [first] = files
  if (fault === 'empty-zip' || !first) return []
  if (fault === 'bad-names') {
    const names = ['../../etc/passwd.pdf', '/tmp/report.pdf', 'C:\\Windows\\report.pdf', 'a/../../b.pdf']
    return [
      ...names.map((name) => ({ ...first, name })),
      { ...first, name: 'Reports/2027/Asha <b>Verma.pdf' },
      ...files.slice(1),
    ]
  }
  if (fault === 'not-pdf')
    return files.map((file) => ({ ...file, bytes: Buffer.from('<html>not a PDF</html>') }))
  if (fault === 'zip-bomb') return [{ name: 'report.pdf', bytes: Buffer.alloc(80_000_000, 0x20) }]
  return files
}

function reportPdf(assessment: Assessment, section: Section, now: Date): Buffer {
  const row = testRow(section, hasMarks(assessment, now))
  return makePdf(`${nameOf(section)}: ${assessment.name}`, [
    'Made by a simulator; this is not a report of Test Partnership.',
    `Sten ${row.StenScore || '-'}   Percentile ${row.PercentileScore || '-'}   T ${row.TScore || '-'}`,
    ...row.Scales.map(({ Scale, StenScore }) => `${Scale}: sten ${StenScore}`),
    `Submitted ${assessment.submittedAt?.slice(0, 10) ?? '-'}`,
  ])
}

const figure = (value: number) => value.toFixed(6)

/** `06/03/2017 10:38:20`, the day first, no zone. */
function endTime(iso: string | null): string | null {
  const parts = iso === null ? null : /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)/.exec(iso)
  return parts && `${parts[3]}/${parts[2]}/${parts[1]} ${parts[4]}`
}

/** The answer in the guide's own print: quotes curled, commas lost and added, a placeholder in a list. */
export function asInTheGuide(body: unknown): string {
  return JSON.stringify(body, null, 1)
    .replace(/"Errors": \[\],?/, '“Errors"[],')
    .replace(/"Errors": \[\n/, '“Errors": [\n')
    .replace(/"(AssessmentToken|AccessToken)": "([^"]*)"/, '"$1":”$2”')
    .replace(/("ProjectName": "[^"]*"),/g, '$1')
    .replace(/("(?:TestStatus|Key)": "[^"]*)"/g, '$1”')
    .replace(/\n(\s*)\}\n(\s*)\]/g, ',\n$1}\n$1,{to N Test Details}\n$2]')
}

/** The same values in other types: text for numbers, numbers for numeric text, no list of no errors. */
export function inOddTypes(value: unknown): unknown {
  if (typeof value === 'number') return ` ${value} `
  if (typeof value === 'string') {
    if (/^-?\d+(?:\.\d+)?$/.test(value)) return Number(value)
    return value === 'True' ? true : value
  }
  if (Array.isArray(value)) return value.map(inOddTypes)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, entry]) =>
      key === 'Errors' && Array.isArray(entry) && entry.length === 0
        ? []
        : [[key.replace('Sectiond', 'Section'), inOddTypes(entry)]],
    ),
  )
}
