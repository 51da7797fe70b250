'use server'

import { defineAction } from '@/lib/platform/action'
import { checkPayment as check } from './commands/check-payment'
import {
  applyCoupon as apply,
  createCoupon as create,
  removeCoupon as remove,
  stopCoupon as stop,
} from './commands/coupons'
import {
  decideOfflinePayment as decideOffline,
  recordOfflinePayment as recordOffline,
} from './commands/offline-payments'
import {
  closeException as closeOne,
  fixException as fixOne,
  takeException as takeOne,
} from './commands/exceptions'
import { reconcileDay } from './commands/reconcile'
import { askRefund as ask, decideRefund as decide, retryRefund as retry } from './commands/staff-refunds'
import { takeBackWaiver as takeBack, waiveFee as waive } from './commands/waive-fee'
import {
  applyCouponInput,
  closeExceptionInput,
  askRefundInput,
  couponInput,
  decideInput,
  exceptionInput,
  feeInput,
  newCouponInput,
  reconcileInput,
  recordOfflineInput,
  refundInput,
  waiveFeeInput,
} from './schema'

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

export const applyCoupon = defineAction({
  name: 'apply_coupon',
  as: 'applicant',
  input: applyCouponInput,
  run: apply,
  then: (_, { number }) => `/applications/${number}/payment`,
})

export const removeCoupon = defineAction({
  name: 'remove_coupon',
  as: 'applicant',
  input: feeInput,
  run: remove,
  then: (_, { number }) => `/applications/${number}/payment`,
})

/** Back to the record, which says what was done: the form that was pressed is locked by then. */
const recordOf = (number: string, done: string) => `/staff/applications/${number}?done=${done}#fee`

export const waiveFee = defineAction({
  name: 'waive_fee',
  as: 'fees.waive',
  input: waiveFeeInput,
  run: waive,
  then: (_, { number }) => recordOf(number, 'waived'),
})

export const takeBackWaiver = defineAction({
  name: 'take_back_waiver',
  as: 'fees.waive',
  input: waiveFeeInput,
  run: takeBack,
  then: (_, { number }) => recordOf(number, 'waiver_taken_back'),
})

export const recordOfflinePayment = defineAction({
  name: 'record_offline_payment',
  as: 'payments.record',
  input: recordOfflineInput,
  run: recordOffline,
  then: ({ id }) => `/staff/payments/offline/${id}`,
})

export const decideOfflinePayment = defineAction({
  name: 'decide_offline_payment',
  as: 'payments.approve',
  input: decideInput,
  run: decideOffline,
  then: (_, { id, verdict }) => `/staff/payments/offline/${id}?done=${verdict}`,
})

export const createCoupon = defineAction({
  name: 'create_coupon',
  as: 'coupons.manage',
  input: newCouponInput,
  run: create,
  then: () => '/staff/payments?view=coupons&done=coupon',
})

export const stopCoupon = defineAction({
  name: 'stop_coupon',
  as: 'coupons.manage',
  input: couponInput,
  run: stop,
})

export const askRefund = defineAction({
  name: 'ask_refund',
  as: 'payments.refund',
  input: askRefundInput,
  run: ask,
  then: ({ id }) => `/staff/payments/refunds/${id}?done=asked`,
})

export const decideRefund = defineAction({
  name: 'decide_refund',
  as: 'payments.approve',
  input: decideInput,
  run: decide,
  then: ({ id }, { verdict }) => `/staff/payments/refunds/${id}?done=${verdict}`,
})

export const retryRefund = defineAction({
  name: 'retry_refund',
  as: 'payments.refund',
  input: refundInput,
  run: retry,
  then: ({ id }) => `/staff/payments/refunds/${id}?done=retried`,
})

export const takeException = defineAction({
  name: 'take_exception',
  as: 'payments.reconcile',
  input: exceptionInput,
  run: takeOne,
})

export const fixException = defineAction({
  name: 'fix_exception',
  as: 'payments.reconcile',
  input: exceptionInput,
  run: fixOne,
})

export const closeException = defineAction({
  name: 'close_exception',
  as: 'payments.reconcile',
  input: closeExceptionInput,
  run: closeOne,
})

export const compareDay = defineAction({
  name: 'compare_day',
  as: 'payments.reconcile',
  input: reconcileInput,
  run: reconcileDay,
})
