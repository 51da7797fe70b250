import { createHash } from 'node:crypto'
import { type ImportField, splitDate } from '@/lib/domain/transfer/columns'
import { type ImportedPerson, importedPersonInput } from '@/lib/features/applicants/schema'
import { revived } from '@/lib/platform/csv'

export type Problem = { field: string; code: string; value?: string }

/** An open intake by its code, with the programmes it offers by theirs. */
export type ImportIntake = { id: string; code: string; isOpen: boolean; programmes: Map<string, string> }

export type ReadRow = {
  person: ImportedPerson | null
  intake: ImportIntake | null
  programmeIds: string[]
  problems: Problem[]
  /** Hash of the address and the intake; null when either is not known. */
  fingerprint: string | null
}

type Reading = {
  mapping: Record<string, number>
  intakeCode: string | null
  /** By lower-case code. */
  intakes: Map<string, ImportIntake>
}

/** What a row of the file says, by the rules of registration: the person, the intake, the programmes, and everything wrong. */
export function readRow(cells: readonly string[], { mapping, intakeCode, intakes }: Reading): ReadRow {
  const cell = (field: ImportField) => revived(cells[mapping[field] ?? -1] ?? '').trim()
  const { problems, person } = readPerson(cell)
  const code = cell('intake') || (intakeCode ?? '')
  const intake = intakes.get(code.toLowerCase()) ?? null
  if (code === '') problems.push({ field: 'intake', code: 'intake_required' })
  else if (!intake) problems.push({ field: 'intake', code: 'intake_unknown', value: code })
  else if (!intake.isOpen) problems.push({ field: 'intake', code: 'intake_closed', value: intake.code })
  const programmeIds: string[] = []
  for (const field of ['programme1', 'programme2', 'programme3'] as const) {
    const wanted = cell(field)
    const id = intake?.programmes.get(wanted.toLowerCase())
    if (wanted === '' || !intake) continue
    if (!id) problems.push({ field, code: 'programme_unknown', value: wanted })
    else if (programmeIds.includes(id)) problems.push({ field, code: 'programme_repeated', value: wanted })
    else programmeIds.push(id)
  }
  const fingerprint = person && intake ? fingerprintOf(person.email, intake.id) : null
  return { person, intake, programmeIds, problems, fingerprint }
}

function readPerson(cell: (field: ImportField) => string) {
  const born = splitDate(cell('dateOfBirth'))
  const parsed = importedPersonInput.safeParse({
    fullName: cell('fullName'),
    email: cell('email'),
    mobile: cell('mobile'),
    'dateOfBirth-day': born.day,
    'dateOfBirth-month': born.month,
    'dateOfBirth-year': born.year,
  })
  if (parsed.success) return { person: parsed.data, problems: [] as Problem[] }
  const problems = new Map<string, Problem>()
  for (const { path, message } of parsed.error.issues) {
    const field = String(path[0] ?? '')
    const value = cell(field as ImportField).slice(0, 80)
    if (!problems.has(field)) problems.set(field, { field, code: message.replace('.', '_'), value })
  }
  return { person: null, problems: [...problems.values()] }
}

const fingerprintOf = (email: string, intakeId: string): string =>
  createHash('sha256').update(`${email.toLowerCase()}\n${intakeId}`).digest('base64url')
