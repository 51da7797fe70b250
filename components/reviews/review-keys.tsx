'use client'

import { useEffect } from 'react'

/** `[` and `]` go to the application before and after, as the buttons beside do. Nothing happens while one types. */
export function ReviewKeys() {
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      const { target } = event
      const isTyping =
        target instanceof HTMLTextAreaElement ||
        target instanceof HTMLSelectElement ||
        (target instanceof HTMLInputElement && target.type !== 'radio' && target.type !== 'checkbox')
      if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key !== '[' && event.key !== ']') return
      document.querySelector<HTMLAnchorElement>(`a[data-key="${event.key}"]`)?.click()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
  return null
}
