import { type RefObject, useEffect, useRef, useState } from 'react'
import type { Answers } from '@/lib/domain/applications/merge'
import { type Autosaver, type SaveReply, type SaveStatus, autosaver } from './autosaver'

/**
 * Keeps the form on the server while it is being typed. Returns how the last save went and the saver, so that sending the
 * form itself can hold it back. The fields are the document's own: nothing is drawn anew while somebody types.
 */
export function useAutosave(formRef: RefObject<HTMLFormElement | null>, fields: readonly string[], address: string, isOn: boolean) {
  const [status, setStatus] = useState<SaveStatus | null>(null)
  const saver = useRef<Autosaver | null>(null)
  const names = fields.join()
  useEffect(() => {
    const form = formRef.current
    if (!form || !isOn) return
    const keeper = autosaver(openPage(form, names.split(','), address, setStatus), {
      base: readHidden(form, 'base'),
      sent: readHidden(form, 'sent'),
    })
    saver.current = keeper
    const touch = () => keeper.touch()
    const flush = () => void keeper.flush()
    const leave = () => keeper.leave()
    const noteFocus = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && target.id) setHidden(form, 'focus', target.getAttribute('name') ?? '')
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
    // What was typed before this script arrived, or with an expired session, is not kept yet.
    keeper.touch()
    return () => {
      for (const [target, name, listener] of events) target.removeEventListener(name, listener)
      keeper.leave()
      keeper.stop()
    }
  }, [formRef, names, address, isOn])
  return { status, saver }
}

const replySeconds = 15

function openPage(form: HTMLFormElement, fields: string[], address: string, tell: (status: SaveStatus) => void) {
  return {
    read: () => Object.fromEntries(fields.map((field) => [field, valueOf(form, field)])),
    show: (answers: Answers) => {
      for (const [field, text] of Object.entries(answers)) setValue(form, field, text)
    },
    remember: (base: Answers, sent: Answers) => {
      setHidden(form, 'base', JSON.stringify(base))
      setHidden(form, 'sent', JSON.stringify(sent))
    },
    tell,
    send: async (typed: Answers, base: Answers, sent: Answers): Promise<SaveReply | null> => {
      const body = new FormData(form)
      for (const [field, text] of Object.entries(typed)) body.set(field, text)
      body.set('base', JSON.stringify(base))
      body.set('sent', JSON.stringify(sent))
      for (const name of [...body.keys()]) if (name.startsWith('$ACTION')) body.delete(name)
      // `keepalive` lets the last save outlive the page.
      const signal = AbortSignal.timeout(replySeconds * 1000)
      const response = await fetch(address, { method: 'POST', body, keepalive: true, redirect: 'manual', signal })
      if (response.type === 'opaqueredirect') return leadToSignIn(form)
      if (!response.ok) throw new Error(`${response.status}`)
      const reply: SaveReply = await response.json()
      return reply
    },
  }
}

/** The server answers with a redirect only when the session ran out and what was typed is kept for its owner. */
function leadToSignIn(form: HTMLFormElement): null {
  const field = readText(form, 'focus')
  const back = `${window.location.pathname}${window.location.search}${field ? `#${field}` : ''}`
  window.location.assign(`/sign-in?next=${encodeURIComponent(back)}`)
  return null
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

const readText = valueOf
const setHidden = setValue

function readHidden(form: HTMLFormElement, name: string): Answers {
  const answers: Answers = JSON.parse(readText(form, name) || '{}')
  return answers
}
