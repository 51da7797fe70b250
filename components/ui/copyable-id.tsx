'use client'

import { Check, Copy } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'

/** An id that is copied with one press; without JavaScript it is still there to select. `label` names the id. */
export function CopyableId({ value, label }: { value: string; label: string }) {
  const t = useTranslations('ui')
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(value)
    setCopied(true)
  }
  const Icon = copied ? Check : Copy
  return (
    <span className="inline-flex items-center gap-1">
      <code className="figures font-mono text-sm wrap-anywhere select-all">{value}</code>
      <button
        type="button"
        onClick={copy}
        aria-label={`${t('copy')}: ${label}`}
        className="inline-flex size-6 items-center justify-center rounded text-muted hover:bg-brand-soft hover:text-ink"
      >
        <Icon aria-hidden className="size-3.5" />
      </button>
      <span role="status" className="sr-only">
        {copied ? t('copied') : ''}
      </span>
    </span>
  )
}
