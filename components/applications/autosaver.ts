import { type Answers, mergeAnswers, rebase } from '@/lib/domain/applications/merge'
import type { Refusal } from '@/lib/domain/shared/result'

/** How the last try to keep the page went. `elsewhere`: another tab's answers were taken over or replaced. */
export type SaveStatus =
  | { kind: 'saved'; savedAt: string; elsewhere: 'shown' | 'replaced' | null }
  | { kind: 'saving' }
  | { kind: 'waiting' }
  | { kind: 'refused'; refusal: Refusal }

export type SaveReply =
  | { ok: true; value: { savedAt: string; answers: Answers; overwritten: string[] } }
  | { ok: false; refusal: Refusal }

/** The page to be kept, as its fields; the autosaver knows nothing of a browser. */
export type OpenPage = {
  /** What the fields hold now. */
  read: () => Answers
  /** Puts another tab's answers into their fields. */
  show: (answers: Answers) => void
  /** Sends the page; null when the answer will never come because the person is being led elsewhere. Rejects when nobody answers. */
  send: (typed: Answers, base: Answers, sent: Answers) => Promise<SaveReply | null>
  /** Tells the form what its next Continue is compared with, and what was sent already. */
  remember: (base: Answers, sent: Answers) => void
  tell: (status: SaveStatus) => void
}

const pauseMs = 800
const retryMs = (failures: number) => Math.min(2000 * 2 ** (failures - 1), 30_000)
const mayPass = ['try_again', 'too_many_tries', 'signed_out']

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
  let failures = 0

  const isDirty = () => mergeAnswers({ base, typed: page.read(), stored: base }).changed.length > 0
  const later = (ms: number) => {
    clearTimeout(timer)
    if (!isStopped) timer = setTimeout(() => void flush(), ms)
  }

  async function flush(): Promise<void> {
    clearTimeout(timer)
    if (isSaving || isStopped || !isDirty()) return
    isSaving = true
    const typed = page.read()
    const before = sent
    sent = typed
    page.remember(base, sent)
    page.tell({ kind: 'saving' })
    const reply = await page.send(typed, base, before).catch((): 'nobody' => 'nobody')
    isSaving = false
    if (isStopped || reply === null) return
    if (reply === 'nobody') return retry({ kind: 'waiting' })
    if (!reply.ok) return refused(reply.refusal)
    failures = 0
    takeOver(typed, reply.value)
  }

  function takeOver(typed: Answers, { answers, overwritten, savedAt }: { answers: Answers; overwritten: string[]; savedAt: string }) {
    const next = rebase({ base, sent: typed, now: page.read(), stored: answers })
    base = next.base
    page.show(next.show)
    page.remember(base, sent)
    const elsewhere = overwritten.length > 0 ? 'replaced' : Object.keys(next.show).length > 0 ? 'shown' : null
    page.tell({ kind: 'saved', savedAt, elsewhere })
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
    /** Something was typed. */
    touch: () => later(pauseMs),
    /** Keep it now: a field was left, the network is back. */
    flush,
    /** The page is being left: what is not kept yet goes out now, also beside a save under way. */
    leave: () => {
      if (!isStopped && isDirty()) void page.send(page.read(), base, sent).catch(() => null)
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
