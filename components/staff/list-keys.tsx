'use client'

import { Keyboard } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'

export type ShortcutWords = {
  open: string
  title: string
  close: string
  keys: readonly { key: string; does: string }[]
}

/**
 * The keyboard of a list: `j` and `k` go from row to row, Enter opens (a row's first link has the focus), `/` goes to the
 * search box, `?` shows this list; the button shows it too. Nothing happens while something is being typed.
 */
export function ListKeys({ words }: { words: ShortcutWords }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey || dialog.current?.open)
        return
      const act = {
        j: () => step(1),
        k: () => step(-1),
        '/': search,
        '?': () => dialog.current?.showModal(),
      }[event.key]
      if (!act) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
  return (
    <>
      <Button
        type="button"
        look="secondary"
        size="dense"
        aria-keyshortcuts="?"
        onClick={() => dialog.current?.showModal()}
      >
        <Keyboard aria-hidden className="size-4" />
        {words.open}
      </Button>
      <dialog
        ref={dialog}
        aria-labelledby="shortcuts-title"
        className="m-auto w-full max-w-md rounded border border-line bg-surface-raised p-5 text-ink shadow-float backdrop:bg-ink/40"
      >
        <h2 id="shortcuts-title" className="mb-3 text-lg">
          {words.title}
        </h2>
        <dl className="mb-4 grid grid-cols-[auto_1fr] gap-x-4 gap-y-2">
          {words.keys.map(({ key, does }) => (
            <div key={key} className="col-span-2 grid grid-cols-subgrid">
              <dt>
                <kbd className="rounded border border-line-strong bg-surface px-2 py-0.5 font-mono text-sm">
                  {key}
                </kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <form method="dialog">
          <Button size="dense">{words.close}</Button>
        </form>
      </dialog>
    </>
  )
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'SELECT', 'TEXTAREA'].includes(target.tagName))

function step(by: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('main table tbody tr th a')]
  const at = links.findIndex((link) => link.closest('tr')?.contains(document.activeElement))
  const next = links[at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}

const search = (): void => document.querySelector<HTMLInputElement>('main input[type=search]')?.focus()
