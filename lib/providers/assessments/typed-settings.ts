import { z } from 'zod'
import { progressStates } from '@/lib/domain/assessments/attempt'

/** Settings come typed from the database, or as the strings of a form or environment: each part here takes both. */
export const flag = z.union([z.boolean(), z.stringbool()])

export const count = (least: number, most: number) => z.coerce.number().int().min(least).max(most)

const statusTable = z.record(z.string(), z.enum(progressStates))

/** Raw status word to ours, ahead of a provider's built-in list: `{ "Marinating": "completed" }` or `Marinating=completed`. */
export const statusWords = z.union([statusTable, z.string().transform(wordPairs).pipe(statusTable)])

/** Blanks count as absent, so that the default holds. */
export function withoutBlanks(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input
  return Object.fromEntries(
    Object.entries(input).filter(
      ([, value]) => value !== null && !(typeof value === 'string' && value.trim() === ''),
    ),
  )
}

/**
 * Words to words out of JSON, or of `word=meaning` pairs between commas, semicolons or lines. The last `=` counts, because
 * the words of a question may hold one.
 */
export function wordPairs(text: string): Record<string, string> {
  if (text.trim().startsWith('{')) return parseObject(text)
  const pairs = text.split(/[;\n]+|,(?=[^,;\n]*=)/).map((pair) => {
    const at = pair.lastIndexOf('=')
    return at < 0 ? [pair.trim(), ''] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
  })
  return Object.fromEntries(pairs.filter(([word]) => word !== ''))
}

function parseObject(text: string): Record<string, string> {
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(text))
  } catch {
    return { [text.slice(0, 40)]: '' }
  }
}
