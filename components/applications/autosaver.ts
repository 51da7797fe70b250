import { type Answers, mergeAnswers, rebase } from '@/lib/domain/applications/merge'
import type { Refusal } from '@/lib/domain/shared/result'

/** How the last try to keep the page went. `elsewhere`: another tab's answers were taken over or replaced. */
export type SaveStatus =
  | { kind: 'saved'; savedAt: string; elsewhere: 'shown' | 'replaced' | null }
  | { kind: 'saving' }
  | { kind: 'waiting' }
  | { kind: 'refused'; refusal: Refusal }

type Kept = { savedAt: string; answers: Answers; overwritten: string[] }
export type SaveReply = { ok: true; value: Kept } | { ok: false; refusal: Refusal }

/** The page to be kept, as its fields; the autosaver knows nothing of a browser. */
export type OpenPage = {
  /** What the fields hold now. */
  read: () => Answers
  /** Puts another tab's answers into their fields. */
  show: (answers: Answers) => void
  /** Sends the page; null when the answer will never come because the person is being led elsewhere. Rejects when nobody answers. */
  send: (typed: Answers, base: Answers, sent: Answers) => Promise<SaveReply | null>
  tell: (status: SaveStatus) => void
}

const pauseMs = 800
const retryMs = (failures: number) => Math.min(2000 * 2 ** (failures - 1), 30_000)
const mayPass = ['try_again', 'too_many_tries', 'signed_out', 'notice_not_agreed']

export type Autosaver = ReturnType<typeof autosaver>

/**
 * Keeps a page on the server while it is being typed: 800 ms after the last change, at once when told to, and again and
 * again while nobody answers. One save is under way at a time.
 */
export function autosaver(page: OpenPage, start: { base: Answers; sent: Answers }) {
  let { base, sent } = start
  let timer: ReturnType<typeof setTimeout> | undefined
  let isSaving = false
  let isStopped = false
  let isLedAway = false
  let failures = 0

  const isDirty = () => mergeAnswers({ base, typed: page.read(), stored: base }).changed.length > 0
  const later = (ms: number) => {
    clearTimeout(timer)
    if (!isStopped) timer = setTimeout(() => void flush(), ms)
  }

  const flush = (): Promise<void> => (isDirty() || failures > 0 ? save() : Promise.resolve())

  async function save(isFirst = false): Promise<void> {
    clearTimeout(timer)
    if (isSaving || isStopped) return
    isSaving = true
    const typed = page.read()
    const before = sent
    sent = typed
    if (!isFirst) page.tell({ kind: 'saving' })
    const reply = await page.send(typed, base, before).catch((): 'nobody' => 'nobody')
    isSaving = false
    if (reply === null) isStopped = isLedAway = true
    if (isStopped || reply === null) return
    if (reply === 'nobody') return isFirst && !isDirty() ? undefined : retry({ kind: 'waiting' })
    if (!reply.ok) return refused(reply.refusal)
    takeOver(typed, reply.value, isFirst)
    failures = 0
  }

  function takeOver(typed: Answers, { answers, overwritten, savedAt }: Kept, isFirst: boolean) {
    const hadTyped = mergeAnswers({ base, typed, stored: base }).changed.length > 0
    const next = rebase({ base, sent: typed, now: page.read(), stored: answers })
    base = next.base
    page.show(next.show)
    const isShown = Object.keys(next.show).length > 0 && !isFirst
    const elsewhere = overwritten.length > 0 ? 'replaced' : isShown ? 'shown' : null
    if (hadTyped || elsewhere || failures > 0) page.tell({ kind: 'saved', savedAt, elsewhere })
    if (isDirty()) later(pauseMs)
  }

  function retry(status: SaveStatus) {
    failures += 1
    page.tell(status)
    later(retryMs(failures))
  }

  function refused(refusal: Refusal) {
    if (mayPass.includes(refusal.code)) return retry({ kind: 'refused', refusal })
    page.tell({ kind: 'refused', refusal })
  }

  return {
    /**
     * The page has just opened: what was typed before this script arrived, or with an expired session, is kept; what the
     * page before it saved at the last moment, after this one was drawn, is shown.
     */
    begin: () => save(true),
    /** What a save is compared with, and what this page has sent already. */
    since: () => ({ base, sent }),
    /** Something was typed. */
    touch: () => later(pauseMs),
    /** Keep it now: a field was left, the network is back. */
    flush,
    /** The page is being left: what is not kept yet goes out now, also beside a save under way. */
    leave: () => {
      // Who is led to sign in may type on until that page is there; it joins what was kept for them.
      const isLeft = isLedAway
        ? mergeAnswers({ base: sent, typed: page.read(), stored: sent }).changed.length > 0
        : !isStopped && isDirty()
      if (isLeft) void page.send(page.read(), base, sent).catch(() => null)
    },
    /** The form itself is being sent, or is gone. */
    stop: () => {
      isStopped = true
      clearTimeout(timer)
    },
    /** The form was sent and the person is still here; `isUnheard`: nobody answered. */
    resume: (isUnheard: boolean) => {
      isStopped = false
      if (isUnheard) retry({ kind: 'waiting' })
    },
  }
}
