'use server'

import { defineAction } from '@/lib/platform/action'
import { checkPayment as check } from './commands/check-payment'
import { feeInput } from './schema'

export const checkPayment = defineAction({
  name: 'check_payment',
  as: 'applicant',
  input: feeInput,
  run: check,
  then: (_, { number }) => `/applications/${number}/payment`,
})

export const checkPaymentAsStaff = defineAction({
  name: 'check_payment',
  as: 'payments.read',
  input: feeInput,
  run: check,
})
