'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { TextLink } from '@/components/ui/text-link'
import type { FormState } from './account-form'

/** The privacy notice, to be read in a tab of its own, and agreed to. */
export function ConsentBox({ errors, typed, partnerName }: FormState & { partnerName: string }) {
  const t = useTranslations('accounts.register')
  const notice = (words: ReactNode) => (
    <TextLink href="/notices/privacy" target="_blank" rel="noopener">
      {words}
    </TextLink>
  )
  return (
    <Checkbox
      name="consent"
      label={t.rich('consent', { notice, partner: partnerName })}
      error={errors.consent}
      defaultChecked={typed.consent === 'yes'}
    />
  )
}
