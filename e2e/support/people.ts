import { randomBytes } from 'node:crypto'

/** The demo world's one password; the seeded people and staff have it too. */
export const demoPassword = 'Pravesh-Demo-27'

export const partners = { greenfield: 'greenfield.localhost', sunrise: 'sunrise.localhost' } as const
export type PartnerSlug = keyof typeof partners

export type NewApplicant = {
  fullName: string
  email: string
  mobile: string
  born: { day: string; month: string; year: string }
  password: string
}

/** Somebody nobody has met: a fresh address each time; `fault` becomes the sentinel in it, e.g. `asha-1f3c+429@sandbox.test`. */
export function someone(name: string, fault = ''): NewApplicant {
  const tag = randomBytes(4).toString('hex')
  return {
    fullName: `${name} Testwala`,
    email: `${name.toLowerCase()}-${tag}${fault ? `+${fault}` : ''}@sandbox.test`,
    mobile: `98${String(randomBytes(4).readUInt32BE() % 100_000_000).padStart(8, '0')}`,
    born: { day: '12', month: '3', year: '2007' },
    password: 'Kamal-Patra-2027',
  }
}
