import { asciiDigits } from '../applicants/typed-text'

/** What an import reads of each row. */
export const importFields = [
  'fullName',
  'email',
  'mobile',
  'dateOfBirth',
  'intake',
  'programme1',
  'programme2',
  'programme3',
] as const
export type ImportField = (typeof importFields)[number]

/** Without these a row is nobody. */
export const neededFields = ['fullName', 'email', 'mobile', 'dateOfBirth'] as const

/** How people name their columns, letters and digits only, in both languages; our own export's names among them. */
const known: Record<ImportField, readonly string[]> = {
  fullName: [
    'name',
    'fullname',
    'applicant',
    'applicantname',
    'studentname',
    'student',
    'candidatename',
    'नाम',
    'पूरानाम',
  ],
  email: ['email', 'emailaddress', 'mail', 'emailid', 'ईमेल', 'ईमेलपता'],
  mobile: ['mobile', 'mobilenumber', 'mobileno', 'phone', 'phonenumber', 'contact', 'मोबाइल', 'मोबाइलनंबर'],
  dateOfBirth: ['dateofbirth', 'dob', 'birthdate', 'born', 'जन्मतिथि'],
  intake: ['intake', 'intakecode', 'session', 'प्रवेशसत्र', 'सत्र'],
  programme1: [
    'programme',
    'programme1',
    'programmecode',
    'program',
    'program1',
    'course',
    'firstprogramme',
    'पहलाप्रोग्राम',
    'प्रोग्राम',
    'पहलाकार्यक्रम',
    'कार्यक्रम',
  ],
  programme2: ['programme2', 'program2', 'secondprogramme', 'दूसराप्रोग्राम', 'दूसराकार्यक्रम'],
  programme3: ['programme3', 'program3', 'thirdprogramme', 'तीसराप्रोग्राम', 'तीसराकार्यक्रम'],
}

/** Which of a file's columns each field is probably read from, by place; a column serves one field. */
export function guessColumns(header: readonly string[]): Partial<Record<ImportField, number>> {
  const names = header.map((name) => name.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]/gu, ''))
  const guess: Partial<Record<ImportField, number>> = {}
  for (const field of importFields) {
    const place = names.findIndex((name) => known[field].includes(name))
    if (place >= 0) guess[field] = place
  }
  return guess
}

/** A date in one cell, as day, month and year: `2008-02-11`, `11/02/2008`, `11.2.2008`, `11-Feb-2008`. India writes the day first. */
export function splitDate(cell: string): { day: string; month: string; year: string } {
  const text = asciiDigits(cell).trim()
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T].*)?$/.exec(text)
  if (iso) return { year: iso[1] ?? '', month: iso[2] ?? '', day: iso[3] ?? '' }
  const indian = /^(\d{1,2})[-/. ](\d{1,2}|[A-Za-z]{3,9})[-/. ,]+(\d{4})$/.exec(text)
  if (!indian) return text === '' ? { day: '', month: '', year: '' } : { day: text, month: '?', year: '?' }
  return { day: indian[1] ?? '', month: monthOf(indian[2] ?? ''), year: indian[3] ?? '' }
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

function monthOf(text: string): string {
  if (/^\d+$/.test(text)) return text
  const place = months.indexOf(text.slice(0, 3).toLowerCase())
  return place < 0 ? '?' : String(place + 1)
}
