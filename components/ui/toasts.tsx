'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { Button } from './button'

export type Toast = { id: number; text: string; undo?: { label: string; run: () => void } }

let shown: readonly Toast[] = []
let count = 0
const listeners = new Set<() => void>()
const nothing: readonly Toast[] = []

function change(next: readonly Toast[]) {
  shown = next
  for (const tell of listeners) tell()
}

/** Says in a corner that something was done, with a way back where there is one. */
export function showToast(toast: Omit<Toast, 'id'>): void {
  count += 1
  change([...shown.slice(-2), { ...toast, id: count }])
}

const dismiss = (id: number) => change(shown.filter((toast) => toast.id !== id))

function subscribe(changed: () => void) {
  listeners.add(changed)
  return () => listeners.delete(changed)
}

/** Where toasts appear; once per page. They stay while they are pointed at or have the focus. */
export function Toasts() {
  const t = useTranslations('lists.toast')
  const toasts = useSyncExternalStore(
    subscribe,
    () => shown,
    () => nothing,
  )
  return (
    <section
      aria-label={t('label')}
      aria-live="polite"
      className="pointer-events-none fixed end-4 bottom-4 z-50 flex w-80 max-w-[calc(100vw-2rem)] flex-col gap-2 print-hidden"
    >
      {toasts.map((toast) => (
        <Shown key={toast.id} toast={toast} close={t('close')} />
      ))}
    </section>
  )
}

const secondsShown = 10

function Shown({ toast: { id, text, undo }, close }: { toast: Toast; close: string }) {
  const [isHeld, setHeld] = useState(false)
  useEffect(() => {
    if (isHeld) return
    const timer = setTimeout(() => dismiss(id), secondsShown * 1000)
    return () => clearTimeout(timer)
  }, [id, isHeld])
  return (
    <div
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex items-center gap-3 rounded border border-line bg-surface-raised p-3 text-sm shadow-float"
    >
      <p className="min-w-0 flex-1 wrap-anywhere">{text}</p>
      {undo && (
        <Button
          type="button"
          look="secondary"
          size="dense"
          onClick={() => {
            undo.run()
            dismiss(id)
          }}
        >
          {undo.label}
        </Button>
      )}
      <button
        type="button"
        aria-label={close}
        onClick={() => dismiss(id)}
        className="inline-flex size-6 shrink-0 items-center justify-center rounded text-muted hover:bg-brand-soft hover:text-ink"
      >
        <X aria-hidden className="size-4" />
      </button>
    </div>
  )
}
