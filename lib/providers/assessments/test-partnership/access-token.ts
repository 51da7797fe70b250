import { createHash } from 'node:crypto'
import type { TestPartnershipSettings } from './config'

type Account = Pick<TestPartnershipSettings, 'baseUrl' | 'username' | 'password' | 'tokenMinutes'>
type Held = { token: string; from: number; until: number }

const held = new Map<string, Held>()
const underWay = new Map<string, Promise<string>>()
const mostAccounts = 500

/**
 * The access token of one account, shared by everybody in this process: asked for once however many want it at the same
 * moment, and anew a minute before it would end. `ask` makes the call; what it throws, every waiting caller gets.
 */
export function sharedToken(account: Account, now: Date, ask: () => Promise<string>): Promise<string> {
  const key = keyOf(account)
  const own = held.get(key)
  // The sandbox clock can go back: a token from the future is none.
  if (own && own.from <= now.getTime() && now.getTime() < own.until) return Promise.resolve(own.token)
  const already = underWay.get(key)
  if (already) return already
  const asking = ask()
    .then((token) => {
      const livesMs = Math.max(account.tokenMinutes - 1, 1) * 60_000
      if (held.size >= mostAccounts) held.clear()
      held.set(key, { token, from: now.getTime(), until: now.getTime() + livesMs })
      return token
    })
    .finally(() => underWay.delete(key))
  underWay.set(key, asking)
  return asking
}

/** A token was refused. Does nothing when another caller has replaced it meanwhile, so that only one asks for the next. */
export function dropToken(account: Account, refused: string): void {
  const key = keyOf(account)
  if (held.get(key)?.token === refused) held.delete(key)
}

/** Hashed, so that no password lies about as a key; with it, so that a corrected one is tried at once. */
const keyOf = ({ baseUrl, username, password }: Account) =>
  createHash('sha256').update([baseUrl, username, password].join('\n')).digest('base64url')
