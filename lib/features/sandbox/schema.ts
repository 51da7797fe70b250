import { z } from 'zod'

/** How far the panel may move the clock in one go: a minute to a fortnight. Seconds. */
export const clockSteps = [60, 600, 3_600, 21_600, 86_400, 259_200, 1_209_600] as const

export const moveClockInput = z.object({ seconds: z.coerce.number().int().min(1).max(31_536_000) })
export const chooseFaultInput = z.object({ simulator: z.string().min(1).max(40), fault: z.string().max(40) })
export const resetWorldInput = z.object({ confirm: z.literal('reset', { error: 'sandbox.confirm_needed' }) })
/** Whose sessions run out: the applicant's with this address, or everybody's when it is left empty. */
export const endSessionsInput = z.object({
  email: z
    .string()
    .max(254)
    .default('')
    .transform((typed) => typed.trim().toLowerCase()),
})

/** Every fault that a simulator can be given, as its own list says (a test compares them): simulators stay out of the console's code. */
export const simulatorFaults = {
  studyhq: [
    '400',
    '401',
    '429',
    '429always',
    '429bare',
    '500',
    '500always',
    'slow',
    'html',
    'unknown-status',
    'hostile-link',
    'nested',
    'camel',
    'null',
    'bare-array',
    'late-result',
    'not-offered',
    'none',
  ],
  imocha: [
    '400',
    'errors-400',
    'result-400',
    '401',
    'bad-input-401',
    '429',
    '429always',
    '429bare',
    '500',
    '500always',
    'slow',
    'html',
    'unknown-status',
    'hostile-link',
    'spelling',
    'finished-before',
    'reattempt-refused',
    'cancel-refused',
    'total-zero',
    'no-pdf',
    'broken-pdf',
    'hostile-pdf',
    'no-report',
    'terminated',
    'no-redirect',
    'callback-missing',
    'callback-five',
    'callback-reversed',
    'callback-late',
    'callback-forged',
    'callback-wrong-id',
    'callback-wrong-token',
    'callback-spaced',
    'callback-broken',
  ],
  'test-partnership': [
    '400',
    '401',
    '429',
    '429always',
    '429bare',
    '500',
    '500always',
    'slow',
    'html',
    'token-dies',
    'create-lost',
    'create-broken',
    'errors-400',
    'guide-json',
    'odd-types',
    'unknown-status',
    'null-status',
    'late-marks',
    'no-marks',
    'dead-login',
    'no-redirect',
    'early-redirect',
    'empty-zip',
    'bad-names',
    'not-pdf',
    'zip-bomb',
    'json-zip',
  ],
  razorpay: [
    '500-api',
    'slow-api',
    'slow-create',
    '401-api',
    '429-api',
    'html-api',
    'webhook-down',
    'settles-short',
    'settles-nothing',
    'settles-unreadable',
  ],
} as const
export type SimulatorId = keyof typeof simulatorFaults

/** Faults that an applicant's own address asks for, e.g. `asha+429@sandbox.test`: StudyHQ's simulator reads them there. */
export const addressFaults = simulatorFaults.studyhq

/** Message key of a fault: keys hold no dash and do not begin with a digit. */
export const faultKey = (fault: string): string => `f_${fault.replaceAll('-', '_')}`
