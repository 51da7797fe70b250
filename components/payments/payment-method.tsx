import { useTranslations } from 'next-intl'

const known = ['upi', 'card', 'netbanking', 'wallet', 'emi', 'cash', 'dd', 'neft', 'card_machine'] as const

/** How it was paid, in a word a person knows. */
export function PaymentMethod({ method }: { method: string | null }) {
  const t = useTranslations('payments.methods')
  return t(known.find((one) => one === method) ?? 'other')
}
