import { imochaSimulator } from './assessments/imocha/simulator'
import { studyhqSimulator } from './assessments/studyhq/simulator'
import { testPartnershipSimulator } from './assessments/test-partnership/simulator'
import { razorpaySimulator } from './payments/razorpay/simulator'
import type { Simulator } from './simulator-host'

/** Every fake vendor, by the name it is mounted at. Only app/sandbox and tests import this list. */
export const simulators = {
  studyhq: studyhqSimulator,
  imocha: imochaSimulator,
  'test-partnership': testPartnershipSimulator,
  razorpay: razorpaySimulator,
} satisfies Record<string, Simulator>
