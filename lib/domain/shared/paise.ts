/** Money is an integer count of paise (1 rupee = 100 paise); nothing else in the portal holds an amount. */
export type Paise = number

const rupees = new Intl.NumberFormat('en-IN', { style: 'currency', currency: 'INR' })

/** `100000` → `₹1,000.00`, grouped the Indian way. Throws on anything that is not a whole number of paise. */
export function formatPaise(paise: Paise): string {
  if (!Number.isSafeInteger(paise)) throw new RangeError(`not a whole number of paise: ${paise}`)
  return rupees.format(paise / 100)
}

/** Rupees as people type them (`1000`, `₹1,000.50`) in paise; null for anything that is not a positive amount of whole paise. */
export function readRupees(typed: string): Paise | null {
  const plain = typed.replaceAll(/[₹,\s]/g, '')
  const [, whole, part = ''] = /^(\d{1,8})(?:\.(\d{1,2}))?$/.exec(plain) ?? []
  if (whole === undefined) return null
  const paise = Number(whole) * 100 + Number(part.padEnd(2, '0'))
  return paise > 0 ? paise : null
}
