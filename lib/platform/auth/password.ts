import { hash, verify } from '@node-rs/argon2'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'

// argon2id (the library's default variety) at OWASP's floor: 19 MiB, 2 passes, 1 lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

const atOnce = 2
const mayWait = 64

/** Hashes a password with argon2id. Refuses `too_many_tries` when the queue in front is full. */
export const hashPassword = (password: string): Promise<Result<string>> => inTurn(() => hash(password, cost))

/**
 * Whether the password is the one behind the hash. Without a hash (nobody has this e-mail) it works as long as with one
 * and answers false. Refuses `too_many_tries` when the queue in front is full.
 */
export const verifyPassword = (kept: string | null, password: string): Promise<Result<boolean>> =>
  inTurn(async () => {
    const right = await verify(kept ?? (await nobodysHash()), password)
    return kept !== null && right
  })

let nobodys: Promise<string> | null = null
const nobodysHash = () => (nobodys ??= hash('nobody has this password', cost))

let running = 0
const waiting: (() => void)[] = []

/** A flood of sign-ins waits here instead of eating the machine: two at once, 64 in line, the rest are told to come back. */
async function inTurn<T>(work: () => Promise<T>): Promise<Result<T>> {
  if (running >= atOnce) {
    if (waiting.length >= mayWait) return refuse('too_many_tries')
    await new Promise<void>((resolve) => waiting.push(resolve))
  } else {
    running += 1
  }
  try {
    return ok(await work())
  } finally {
    // The place passes straight to the next in line, so `running` counts places, not changes of hands.
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}
