'use client'

import { useTranslations } from 'next-intl'
import { useActionState } from 'react'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextInput } from '@/components/ui/text-input'
import { applyCoupon } from '@/lib/features/payments/actions'

/** Takes a coupon code. The server knows the price; this only asks. A plain form where scripts are off. Needs `refusals`. */
export function CouponForm({
  number,
  label,
  hint,
  button,
}: {
  number: string
  label: string
  hint: string
  button: string
}) {
  const t = useTranslations('refusals')
  const [result, submit] = useActionState(applyCoupon, null)
  const refusal = result?.ok === false ? result.refusal : null
  // A code that cannot be one is refused as input; what a person reads is the same.
  const code = refusal?.code === 'invalid_input' ? 'coupon_unknown' : refusal?.code
  return (
    <form action={submit} className="flex flex-col items-start gap-3" noValidate>
      <input type="hidden" name="number" value={number} />
      <TextInput
        name="code"
        label={label}
        hint={hint}
        width="half"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={40}
        defaultValue={result?.ok === false ? result.typed.code : undefined}
        error={code && t(code, refusal?.params)}
      />
      <SubmitButton look="secondary">{button}</SubmitButton>
    </form>
  )
}
