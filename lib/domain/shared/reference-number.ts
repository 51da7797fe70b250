// Crockford's base 32: no I, L, O or U, so a number read over the telephone or from paper cannot be mistaken.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** An application number such as `APP-27-7K3M9Q`: the session's year and six characters out of at least 6 random bytes. */
export const applicationNumber = (sessionYear: number, randomBytes: Uint8Array): string =>
  reference('APP', sessionYear, randomBytes, 6)

/** A receipt number such as `RCP-26-4T8ZK1WB`: the year of payment and eight characters out of at least 8 random bytes. */
export const receiptNumber = (year: number, randomBytes: Uint8Array): string =>
  reference('RCP', year, randomBytes, 8)

/** A decision letter's number such as `LTR-27-4T8ZK1WB`: the session's year and eight characters out of at least 8 random bytes. */
export const letterNumber = (sessionYear: number, randomBytes: Uint8Array): string =>
  reference('LTR', sessionYear, randomBytes, 8)

/** What a person typed as a number (`app 27 7k3m9q`, letter O for zero) as we print it, or null when it cannot be one. */
export function readReferenceNumber(typed: string): string | null {
  const plain = typed.toUpperCase().replace(/[^0-9A-Z]/g, '')
  const parts = /^(APP|RCP)(\d\d)([0-9A-Z]+)$/.exec(plain)
  const [, prefix, year, rest] = parts ?? []
  if (!prefix || !year || !rest) return null
  const code = rest.replaceAll('O', '0').replace(/[IL]/g, '1')
  const isOurs =
    code.length === (prefix === 'APP' ? 6 : 8) && [...code].every((letter) => alphabet.includes(letter))
  return isOurs ? `${prefix}-${year}-${code}` : null
}

function reference(prefix: string, year: number, randomBytes: Uint8Array, length: number): string {
  if (randomBytes.length < length)
    throw new RangeError(`${length} random bytes are needed, got ${randomBytes.length}`)
  const code = Array.from(randomBytes.subarray(0, length), (byte) => alphabet.charAt(byte % 32)).join('')
  return `${prefix}-${String(year % 100).padStart(2, '0')}-${code}`
}
