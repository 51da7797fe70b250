import { useRouter } from 'next/navigation'
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { Answers } from '@/lib/domain/applications/merge'
import { type Autosaver, type SaveReply, type SaveStatus, autosaver } from './autosaver'

/**
 * Keeps the form on the server while it is being typed. Returns how the last save went, and the saver and the field last
 * typed in for sending the form itself. The fields are the document's own: nothing is drawn anew while somebody types.
 */
export function useAutosave(
  formRef: RefObject<HTMLFormElement | null>,
  fields: readonly string[],
  address: string,
  isOn: boolean,
) {
  const [status, setStatus] = useState<SaveStatus | null>(null)
  const saver = useRef<Autosaver | null>(null)
  const focus = useRef('')
  const names = fields.join()
  const { push } = useRouter()
  useEffect(() => {
    const form = formRef.current
    if (!form || !isOn) return
    const keeper = autosaver(openPage(form, names.split(','), address, setStatus, focus, push), {
      base: readHidden(form, 'base'),
      sent: readHidden(form, 'sent'),
    })
    saver.current = keeper
    const touch = () => keeper.touch()
    const flush = () => void keeper.flush()
    const leave = () => keeper.leave()
    const noteFocus = ({ target }: FocusEvent) => {
      const name = target instanceof HTMLElement ? target.getAttribute('name') : null
      if (name && names.split(',').includes(name)) focus.current = name
    }
    const events: [EventTarget, string, EventListener][] = [
      [form, 'input', touch],
      [form, 'change', touch],
      [form, 'focusout', flush],
      [form, 'focusin', noteFocus as EventListener],
      [window, 'online', flush],
      [window, 'pagehide', leave],
    ]
    for (const [target, name, listener] of events) target.addEventListener(name, listener)
    void keeper.begin()
    return () => {
      for (const [target, name, listener] of events) target.removeEventListener(name, listener)
      keeper.leave()
      keeper.stop()
    }
  }, [formRef, names, address, isOn, push])
  return { status, saver, focus }
}

/** What a page tells with what was typed: what it had shown, what it has sent before, and which field was typed in last. */
export function stamp(body: FormData, since: { base: Answers; sent: Answers } | undefined, focus: string) {
  body.set('focus', focus)
  if (!since) return
  body.set('base', JSON.stringify(since.base))
  body.set('sent', JSON.stringify(since.sent))
}

const replySeconds = 15

function openPage(
  form: HTMLFormElement,
  fields: string[],
  address: string,
  tell: (status: SaveStatus) => void,
  focus: RefObject<string>,
  goTo: (path: string) => void,
) {
  return {
    read: () => Object.fromEntries(fields.map((field) => [field, valueOf(form, field)])),
    show: (answers: Answers) => {
      for (const [field, text] of Object.entries(answers)) setValue(form, field, text)
    },
    tell,
    send: async (typed: Answers, base: Answers, sent: Answers): Promise<SaveReply | null> => {
      const body = new FormData(form)
      for (const [field, text] of Object.entries(typed)) body.set(field, text)
      stamp(body, { base, sent }, focus.current)
      for (const name of [...body.keys()]) if (name.startsWith('$ACTION')) body.delete(name)
      // `keepalive` lets the last save outlive the page.
      const signal = AbortSignal.timeout(replySeconds * 1000)
      const response = await fetch(address, {
        method: 'POST',
        body,
        keepalive: true,
        redirect: 'manual',
        signal,
      })
      // The server redirects only when the session ran out, and what was typed is kept for its owner.
      if (response.type === 'opaqueredirect') {
        // A page that is gone has been led there already.
        if (form.isConnected) goTo(signInAddress(focus.current))
        return null
      }
      if (!response.ok) throw new Error(`${response.status}`)
      const reply: SaveReply = await response.json()
      return reply
    },
  }
}

/** Signing in leads back to this page and the field last typed in. */
function signInAddress(field: string): string {
  const back = `${window.location.pathname}${window.location.search}${field ? `#${field}` : ''}`
  return `/sign-in?next=${encodeURIComponent(back)}`
}

type Typed = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement | RadioNodeList

function typedIn(form: HTMLFormElement, field: string): Typed | null {
  const found = form.elements.namedItem(field)
  const isTyped =
    found instanceof RadioNodeList ||
    found instanceof HTMLInputElement ||
    found instanceof HTMLSelectElement ||
    found instanceof HTMLTextAreaElement
  return isTyped ? found : null
}

const valueOf = (form: HTMLFormElement, field: string): string => typedIn(form, field)?.value ?? ''

function setValue(form: HTMLFormElement, field: string, text: string) {
  const control = typedIn(form, field)
  if (control) control.value = text
}

function readHidden(form: HTMLFormElement, name: string): Answers {
  const answers: Answers = JSON.parse(valueOf(form, name) || '{}')
  return answers
}
