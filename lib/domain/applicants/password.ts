/** Characters. The upper bound keeps a huge text from costing us a huge hash. */
export const passwordLength = { min: 10, max: 128 } as const

export type PasswordProblem = 'required' | 'tooShort' | 'tooLong' | 'common'

// The usual ones of ten and more characters, written small and without marks; the patterns below cover their families.
const common = new Set([
  'password12',
  'password123',
  'password1234',
  'passwordpassword',
  'qwertyuiop',
  'qwerty12345',
  'qwertyqwerty',
  'asdfghjkl1',
  'asdfghjklz',
  'zxcvbnmasd',
  '1q2w3e4r5t',
  'q1w2e3r4t5',
  'abcdefghij',
  'abcdefghijk',
  'abcd123456',
  'abc1234567',
  'abcde12345',
  'iloveyou12',
  'iloveyou123',
  'iloveyouforever',
  'india12345',
  'india123456',
  'india1947',
  'jaishreeram',
  'jaishriram',
  'welcome123',
  'welcome1234',
  'welcome2026',
  'welcome2027',
  'admin12345',
  'admin123456',
  'administrator',
  'letmein123',
  'letmein1234',
  'changeme123',
  'student123',
  'student1234',
  'college123',
  'admission123',
  'admission2026',
  'admission2027',
  'pravesh123',
  'pravesh1234',
  'test123456',
  'testtesttest',
  'sachintendulkar',
  'password2026',
  'password2027',
  'krishna123',
  'ganesh1234',
  'hanuman123',
  'football123',
  'cricket123',
  'computer123',
  'princess123',
  'sunshine123',
  'superman123',
])

/** What is wrong with a new password, or null. `email` is the account's address, whose own name is no secret. */
export function passwordProblem(password: string, email = ''): PasswordProblem | null {
  const characters = [...password].length
  if (characters === 0) return 'required'
  if (characters < passwordLength.min) return 'tooShort'
  if (characters > passwordLength.max) return 'tooLong'
  return isCommon(password.toLowerCase(), email.toLowerCase()) ? 'common' : null
}

function isCommon(password: string, email: string): boolean {
  const plain = lettersAndDigits(password)
  const [mailbox = ''] = email.split('@')
  const isAddress =
    email !== '' && (password === email || (mailbox.length >= 5 && leftWithout(password, mailbox) <= 4))
  const isUsual = [password, plain, lettersAndDigits(password.replaceAll('@', 'a'))].some((form) =>
    common.has(form),
  )
  return isUsual || new Set(password).size < 4 || isRun(plain) || isAddress
}

const lettersAndDigits = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '')

const leftWithout = (password: string, part: string): number =>
  password.includes(part) ? password.length - part.length : Number.POSITIVE_INFINITY

/** `1234567890`, `9876543210`, `abcdefghijkl`: each character follows its neighbour. */
function isRun(text: string): boolean {
  const steps = [...text].slice(1).map((letter, i) => letter.charCodeAt(0) - text.charCodeAt(i))
  return (
    steps.length > 0 &&
    (steps.every((step) => step === 1 || step === -9) || steps.every((step) => step === -1 || step === 9))
  )
}
