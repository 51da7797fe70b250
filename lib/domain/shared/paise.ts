/** Money is an integer count of paise (1 rupee = 100 paise); nothing else in the portal holds an amount. */
export type Paise = number

const rupees = new Intl.NumberFormat('en-IN', { style: 'currency', currency: 'INR' })

/** `100000` → `₹1,000.00`, grouped the Indian way. Throws on anything that is not a whole number of paise. */
export function formatPaise(paise: Paise): string {
  if (!Number.isSafeInteger(paise)) throw new RangeError(`not a whole number of paise: ${paise}`)
  return rupees.format(paise / 100)
}
