import type { Sim } from '@/lib/providers/simulator-host'
import { faultFor } from './simulator-faults'
import type { Invitation } from './simulator-memory'
import { findTest, fullPoints, pointsIn } from './simulator-tests'

export type SectionMarks = {
  id: string
  name: string
  points: number
  total: number
  questions: number
  minutes: number
  seconds: number
  right: number
}

/** What a sitting is worth so far. A total of 0 where the fault says so. */
export function marksOf(invitation: Invitation): {
  points: number
  total: number
  percent: number
  category: string
  sections: SectionMarks[]
} {
  const sections = (findTest(invitation.testId)?.sections ?? []).map((section, index) => {
    const points = pointsIn(section, invitation.answers)
    return {
      id: section.id,
      name: section.name,
      points,
      total: fullPoints(section),
      questions: section.questions.length,
      minutes: section.minutes,
      seconds: invitation.sectionSeconds[index] ?? 0,
      right: points / 10,
    }
  })
  const points = sections.reduce((sum, section) => sum + section.points, 0)
  const total = sections.reduce((sum, section) => sum + section.total, 0)
  const percent = total === 0 ? 0 : Math.round((points / total) * 100)
  return { points, total, percent, category: categoryOf(percent), sections }
}

/** Where the report lies, for whoever knows its key. */
export function reportAddress(sim: Sim, { reportKey, email }: Invitation): string | null {
  const fault = faultFor(email, sim)
  if (fault === 'no-pdf') return null
  const at = fault === 'hostile-pdf' ? 'https://reports.evil.example' : sim.origin
  return `${at}/PDFReport?id=${reportKey}`
}

const categoryOf = (percent: number) =>
  percent >= 80 ? 'Excellent' : percent >= 60 ? 'Good' : percent >= 40 ? 'Average' : 'Below Average'

/** The report as a one-page PDF, built by hand. */
export function reportPdf(invitation: Invitation): Uint8Array {
  const { points, total, percent, category, sections } = marksOf(invitation)
  const lines = [
    `Candidate: ${invitation.name}`,
    `Test: ${findTest(invitation.testId)?.name ?? invitation.testId}`,
    `Invitation: ${invitation.id}    Status: ${invitation.status}`,
    `Score: ${points} of ${total} (${percent}%)    ${category}`,
    ...sections.map((section) => `${section.name}: ${section.points} of ${section.total}`),
  ]
  const text = lines.map((line, index) => `${index === 0 ? '' : '0 -24 Td '}(${inPdf(line)}) Tj`).join('\n')
  const stream = [
    'BT /F1 20 Tf 72 770 Td (iMocha simulator: candidate report) Tj ET',
    `BT /F1 12 Tf 72 730 Td\n${text}\nET`,
  ].join('\n')
  return pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>',
    `<< /Length ${Buffer.byteLength(stream, 'latin1')} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ])
}

function pdfOf(objects: string[]): Uint8Array {
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const at = Buffer.byteLength(text, 'latin1')
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const start = Buffer.byteLength(text, 'latin1')
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}

/** Helvetica here holds Latin letters only; others print as a question mark. */
const inPdf = (text: string) => text.replace(/[^\x20-\x7e]/gu, '?').replace(/[\\()]/g, '\\$&')
