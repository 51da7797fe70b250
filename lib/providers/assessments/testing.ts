import type { StartInput } from './contract'

/** A start as the portal would ask for it, with made-up addresses; contract tests change what they are about. */
export const aStart = (changes: Partial<StartInput> & Pick<StartInput, 'candidate'>): StartInput => ({
  attemptId: '0198c0de-0000-7000-8000-000000000001',
  attemptNo: 1,
  externalId: null,
  memo: null,
  testId: null,
  extraTimePercent: null,
  callbackUrl: 'http://127.0.0.1:9/api/callbacks/provider/callback-token',
  returnUrl: 'http://127.0.0.1:9/api/callbacks/provider/return-token',
  retakeOf: null,
  knownExternalIds: [],
  availableUntil: null,
  ...changes,
})
