import { cache } from 'react'
import { getAttemptTruth } from '@/lib/features/assessments/queries/attempt-truth'
import { findFeeTruth } from '@/lib/features/payments/queries/staff-fee'

// The head and a part both ask for these: one reading serves both.
export const readAttempts = cache(getAttemptTruth)
export const readFee = cache(findFeeTruth)
