import { beforeEach, describe, expect, test, vi } from 'vitest'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { OpenReport } from '@/lib/features/assessments/commands/download-report'
import { GET } from './route'

const world = vi.hoisted(() => ({
  staff: { ok: true, value: {} } as unknown,
  report: null as unknown,
  asked: [] as string[],
}))
vi.mock('@/lib/platform/auth/current', () => ({ findStaff: async () => world.staff }))
vi.mock('@/lib/platform/clock', () => ({ currentTime: async () => new Date('2026-11-21T10:00:00Z') }))
vi.mock('@/lib/platform/log', () => ({ log: { error: vi.fn() } }))
vi.mock('@/lib/features/assessments/commands/download-report', () => ({
  downloadReport: async (_ctx: unknown, { id }: { id: string }) => {
    world.asked.push(id)
    return world.report
  },
}))

const id = '0198c0de-0000-7000-8000-000000000001'
const take = (wanted = id) =>
  GET(new Request('http://greenfield.localhost/'), { params: Promise.resolve({ id: wanted }) })
const aReport = (name = 'Numerical.pdf'): Result<OpenReport> =>
  ok({ name, mediaType: 'application/pdf', bytes: 9, body: new Blob(['%PDF-1.7 ']).stream() })

beforeEach(() => {
  world.staff = ok({})
  world.report = aReport()
  world.asked = []
})

describe('downloading a report', () => {
  test('gives the file to save, never to show, and nobody on the way keeps it', async () => {
    const answer = await take()
    expect(answer.status).toBe(200)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': '9',
      'content-disposition': `attachment; filename="Numerical.pdf"; filename*=UTF-8''Numerical.pdf`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    })
    expect(await answer.text()).toBe('%PDF-1.7 ')
  })

  test('a name in any script, with quotes or line breaks, stays one name', async () => {
    world.report = aReport('आशा "1"\r\nX: y.pdf')
    const disposition = (await take()).headers.get('content-disposition') ?? ''
    expect(disposition).toMatch(/^attachment; filename="[ -~]*"; filename\*=UTF-8''[\w%.~-]+$/)
    expect(disposition.match(/"/g)).toHaveLength(2)
  })

  test.each([
    ['signed_out', 303],
    ['not_allowed', 403],
  ] as const)('who is %s gets %s and no report is looked for', async (code, status) => {
    world.staff = refuse(code)
    const answer = await take()
    expect(answer.status).toBe(status)
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    expect(world.asked).toEqual([])
  })

  test('another partner’s report, a lost file and a made-up address are not there', async () => {
    for (const code of ['not_found', 'report_missing'] as const) {
      world.report = refuse(code)
      expect((await take()).status).toBe(404)
    }
    world.asked = []
    for (const wanted of ['..%2f..%2fetc', '1', `${id}'`]) expect((await take(wanted)).status).toBe(404)
    expect(world.asked).toEqual([])
  })
})
