'use client'

import { useEffect } from 'react'

/** Sends the form with this id once per visit: who comes back here with the Back button is not pushed forward again. */
export function GoOnce({ formId, visit }: { formId: string; visit: string }) {
  useEffect(() => {
    const key = `gone:${visit}`
    if (sessionStorage.getItem(key)) return
    sessionStorage.setItem(key, 'yes')
    const form = document.getElementById(formId)
    if (form instanceof HTMLFormElement) form.requestSubmit()
  }, [formId, visit])
  return null
}
