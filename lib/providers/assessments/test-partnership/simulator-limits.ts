/** Test Partnership's own limit: so many requests in any stretch of so many seconds, refused beyond that. */
export type Limit = { calls: number; windowSeconds: number }

/**
 * A strict sliding window per account, in this process's memory: a database round trip per request would make the
 * simulator slower than what it plays. Everything that calls one simulator reaches the same web process.
 */
export function slidingWindow({ calls, windowSeconds }: Limit): (account: string, now: Date) => boolean {
  const accepted = new Map<string, number[]>()
  return (account, now) => {
    const at = now.getTime()
    const log = accepted.get(account) ?? []
    accepted.set(account, log)
    // The sandbox clock can go back as well.
    while (log.length > 0 && ((log[0] ?? 0) <= at - windowSeconds * 1000 || (log.at(-1) ?? 0) > at)) {
      if ((log.at(-1) ?? 0) > at) log.pop()
      else log.shift()
    }
    if (log.length >= calls) return false
    log.push(at)
    return true
  }
}
