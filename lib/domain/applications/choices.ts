/** What may be chosen on the form. Each value has its words under the message keys `form.options.<list>.<value>`. */
export const genders = ['female', 'male', 'other', 'not_said'] as const
export const categories = ['general', 'obc_ncl', 'sc', 'st', 'ews', 'not_said'] as const
export const boards = ['cbse', 'cisce', 'nios', 'state', 'ib', 'cambridge', 'other'] as const
export const markings = ['percentage', 'cgpa'] as const
export const class12Statuses = ['completed', 'awaited'] as const
export const streams = [
  'science_pcm',
  'science_pcb',
  'science_pcmb',
  'commerce',
  'arts',
  'vocational',
  'other',
] as const

/** The 28 states and 8 union territories by ISO 3166-2:IN code. */
export const stateCodes = [
  'AN',
  'AP',
  'AR',
  'AS',
  'BR',
  'CH',
  'CG',
  'DH',
  'DL',
  'GA',
  'GJ',
  'HR',
  'HP',
  'JK',
  'JH',
  'KA',
  'KL',
  'LA',
  'LD',
  'MP',
  'MH',
  'MN',
  'ML',
  'MZ',
  'NL',
  'OD',
  'PY',
  'PB',
  'RJ',
  'SK',
  'TN',
  'TS',
  'TR',
  'UP',
  'UK',
  'WB',
] as const
