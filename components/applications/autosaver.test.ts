import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Answers } from '@/lib/domain/applications/merge'
import { type SaveReply, type SaveStatus, autosaver } from './autosaver'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A page with two fields and a server that answers as told. */
function aPage(start: Answers = { city: '', pin: '' }) {
  const page = {
    fields: { ...start } as Record<string, string>,
    told: [] as SaveStatus[],
    posts: [] as { typed: Answers; base: Answers; sent: Answers }[],
    answer: async (typed: Answers): Promise<SaveReply | null> => ({
      ok: true,
      value: { savedAt: '10:42:05', answers: typed, overwritten: [] },
    }),
  }
  const saver = autosaver(
    {
      read: () => ({ ...page.fields }),
      show: (answers) => Object.assign(page.fields, answers),
      send: (typed, base, sent) => {
        page.posts.push({ typed, base, sent })
        return page.answer(typed)
      },
      tell: (status) => page.told.push(status),
    },
    { base: start, sent: {} },
  )
  const type = (field: string, text: string) => {
    page.fields[field] = text
    saver.touch()
  }
  return { page, saver, type }
}

test('typing is kept once, a pause after the last key, and the time is told', async () => {
  const { page, type } = aPage()
  for (const text of ['P', 'Pu', 'Pune']) {
    type('city', text)
    await vi.advanceTimersByTimeAsync(300)
  }
  expect(page.posts).toHaveLength(0)
  await vi.advanceTimersByTimeAsync(800)
  expect(page.posts).toMatchObject([{ typed: { city: 'Pune' }, base: { city: '' } }])
  expect(page.told.at(-1)).toEqual({ kind: 'saved', savedAt: '10:42:05', elsewhere: null })
})

test('leaving a field that nobody changed sends nothing', async () => {
  const { page, saver } = aPage()
  await saver.flush()
  expect(page.posts).toEqual([])
})

test('while nobody answers it says so, tries again by itself, and keeps what was typed last', async () => {
  const { page, type } = aPage()
  const answer = page.answer
  page.answer = () => Promise.reject(new Error('offline'))
  type('city', 'Pune')
  await vi.advanceTimersByTimeAsync(800)
  expect(page.told.at(-1)).toEqual({ kind: 'waiting' })
  page.fields.pin = '411001'
  page.answer = answer
  await vi.advanceTimersByTimeAsync(2000)
  expect(page.posts.at(-1)).toMatchObject({
    typed: { city: 'Pune', pin: '411001' },
    sent: { city: 'Pune', pin: '' },
  })
  expect(page.told.at(-1)).toMatchObject({ kind: 'saved' })
})

test('a field changed in another tab appears here, the field being typed in stays', async () => {
  const { page, type } = aPage()
  page.answer = async (typed) => {
    page.fields.pin = '41'
    return {
      ok: true,
      value: { savedAt: '10:42:05', answers: { ...typed, city: 'Nashik', pin: '422001' }, overwritten: [] },
    }
  }
  type('pin', '4')
  page.fields.city = ''
  await vi.advanceTimersByTimeAsync(800)
  expect(page.fields).toEqual({ city: 'Nashik', pin: '41' })
  expect(page.told.at(-1)).toMatchObject({ kind: 'saved', elsewhere: 'shown' })
})

test.each(['signed_out', 'notice_not_agreed'] as const)(
  'a submitted form is not asked again; who is %s is, until that is put right in another tab',
  async (mended) => {
    const { page, type } = aPage()
    const refuse = (code: 'already_submitted' | typeof mended) => async (): Promise<SaveReply> => ({
      ok: false,
      refusal: { code, waitsFor: 'applicant' },
    })
    page.answer = refuse(mended)
    type('city', 'Pune')
    await vi.advanceTimersByTimeAsync(800 + 2000)
    expect(page.posts).toHaveLength(2)
    page.answer = refuse('already_submitted')
    await vi.advanceTimersByTimeAsync(600_000)
    expect(page.posts).toHaveLength(3)
  },
)

test('once the form itself is being sent nothing more is saved; when that fails, saving goes on', async () => {
  const { page, saver, type } = aPage()
  type('city', 'Pune')
  saver.stop()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(page.posts).toHaveLength(0)
  saver.resume(true)
  await vi.advanceTimersByTimeAsync(2000)
  expect(page.posts).toHaveLength(1)
})

test('what was typed during a save still goes out when the page is closed', async () => {
  const { page, saver, type } = aPage()
  page.answer = () => new Promise(() => {})
  type('city', 'Pune')
  await vi.advanceTimersByTimeAsync(800)
  page.fields.pin = '411001'
  saver.leave()
  expect(page.posts.at(-1)).toMatchObject({
    typed: { city: 'Pune', pin: '411001' },
    sent: { city: 'Pune', pin: '' },
  })
})

test('opening a page shows what was saved after it was drawn, without a word', async () => {
  const { page, saver } = aPage()
  page.answer = async () => ({
    ok: true,
    value: { savedAt: '10:42:05', answers: { city: 'Pune' }, overwritten: [] },
  })
  await saver.begin()
  expect(page.fields).toEqual({ city: 'Pune', pin: '' })
  expect(page.told).toEqual([])
})

test('a page that was never kept stays quiet when nobody answers its opening', async () => {
  const { page, saver } = aPage()
  page.answer = () => Promise.reject(new Error('offline'))
  await saver.begin()
  expect(page.told).toEqual([])
})

test('what is typed while the way to sign in opens is sent after it, once', async () => {
  const { page, saver, type } = aPage()
  page.answer = async () => {
    await new Promise((done) => setTimeout(done, 2_000))
    return null
  }
  type('city', 'Pune')
  const sending = saver.flush()
  type('pin', '411057')
  await vi.advanceTimersByTimeAsync(2_000)
  await sending
  expect(page.posts).toHaveLength(1)
  saver.leave()
  expect(page.posts).toHaveLength(2)
  expect(page.posts[1]).toMatchObject({ typed: { city: 'Pune', pin: '411057' } })
})

test('who is led to sign in and types nothing more sends nothing more', async () => {
  const { page, saver, type } = aPage()
  page.answer = async () => null
  type('city', 'Pune')
  await saver.flush()
  saver.leave()
  expect(page.posts).toHaveLength(1)
})
