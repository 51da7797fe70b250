/** How the fake vendor reads and writes JSON: names in any case, 64-bit ids as bare numbers. */

const mark = 'int64:'

/** An id that leaves as a bare number, however long. */
export const int64 = (id: string) => `${mark}${id}`

export const answer = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body).replace(/"int64:(\d+)"/g, '$1'), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
  })

/** Fields by lower-case name; long numbers as text. An unreadable body has none. */
export async function fieldsOf(request: Request): Promise<Map<string, unknown>> {
  const text = (await request.text()).replace(/([:[,]\s*)(\d{16,})(?=\s*[,\]}])/g, '$1"$2"')
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body !== 'object' || body === null) return new Map()
    return new Map(Object.entries(body).map(([key, value]) => [key.toLowerCase(), value]))
  } catch {
    return new Map()
  }
}

export function textIn(fields: Map<string, unknown>, name: string): string {
  const value = fields.get(name)
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
}

export const isEmail = (text: string) => text.length <= 254 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)

export const isAddress = (text: string) => text === '' || (URL.canParse(text) && /^https?:/.test(text))

/** `YYYY-MM-DDTHH:mm:ssZ` as an instant; null for anything else. */
export const instantIn = (text: string): Date | null =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) && !Number.isNaN(Date.parse(text)) ? new Date(text) : null

/** Status words as other pages of the documents spell them. */
const spellings: Record<string, string> = {
  'In Progress': 'Inprogress',
  Complete: 'Completed',
  'Test Left': 'TestLeft',
  Cancelled: 'Canceled',
}
export const drifted = (status: string) => spellings[status] ?? status
