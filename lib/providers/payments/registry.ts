import { razorpay } from './razorpay'

/** Every payment gateway the portal can use, by the id that a partner's connection stores. */
export const paymentGateways = { razorpay }
