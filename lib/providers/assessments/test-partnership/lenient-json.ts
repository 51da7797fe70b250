const deepest = 40

/**
 * Reads text as Test Partnership's guide prints it: curly quotes, missing commas and colons, trailing commas, `{ 200 }`,
 * a byte order mark. Proper JSON is taken as it stands. Undefined for text with no value in it, and for one that ends
 * before its brackets close: half an answer would be read as a whole result. Never throws.
 */
export function parseLenient(text: string): unknown {
  const bare = text.replace(/^\uFEFF/, '')
  try {
    return JSON.parse(bare)
  } catch {
    return /^\s*[{[]/.test(bare) ? new Reader(bare).value(0) : undefined
  }
}

const quotes = '"“”„‟'
const nothing = Symbol('nothing to read here')

/** One pass, left to right: every step moves on by a character at least, so that no text can hold it up. */
class Reader {
  private at = 0
  private isCut = false
  constructor(private readonly text: string) {}

  value(depth: number): unknown {
    const read = this.read(depth)
    return read === nothing || this.isCut ? undefined : read
  }

  private read(depth: number): unknown {
    this.skipSpace()
    const sign = this.text[this.at]
    if (sign === undefined) return nothing
    if (sign === '{') return depth < deepest ? this.object(depth + 1) : this.giveUp()
    if (sign === '[') return depth < deepest ? this.list(depth + 1) : this.giveUp()
    if (quotes.includes(sign)) return this.quoted()
    return this.bareWord()
  }

  private object(depth: number): Record<string, unknown> {
    const entries: [string, unknown][] = []
    this.at += 1
    for (;;) {
      this.skip(/[\s,:;]/)
      const sign = this.text[this.at]
      if (sign === undefined) {
        this.isCut = true
        break
      }
      if (sign === '}') {
        this.at += 1
        break
      }
      if (sign === ']') break
      // Whatever is no key (`{ 200 }`, `{to N Test Details}`) says nothing.
      if (!quotes.includes(sign)) {
        this.read(depth)
        continue
      }
      const key = this.quoted()
      this.skip(/[\s:]/)
      const next = this.text[this.at]
      entries.push([key, next === ',' || next === '}' ? null : this.orNull(this.read(depth))])
    }
    return Object.fromEntries(entries)
  }

  private list(depth: number): unknown[] {
    const values: unknown[] = []
    this.at += 1
    for (;;) {
      this.skip(/[\s,:;]/)
      const sign = this.text[this.at]
      if (sign === undefined) {
        this.isCut = true
        break
      }
      if (sign === ']') {
        this.at += 1
        break
      }
      if (sign === '}') break
      const value = this.read(depth)
      if (value !== nothing) values.push(value)
    }
    return values
  }

  /** A curly quote ends the text only where a value can end: it may stand within one. */
  private quoted(): string {
    this.at += 1
    let said = ''
    while (this.at < this.text.length) {
      const sign = this.text[this.at] ?? ''
      this.at += 1
      if (sign === '\\') {
        said += this.escaped()
        continue
      }
      if (sign === '"' || (quotes.includes(sign) && /^\s*(?:[,:}\][]|$)/.test(this.ahead()))) return said
      said += sign
    }
    this.isCut = true
    return said
  }

  private escaped(): string {
    const sign = this.text[this.at] ?? ''
    this.at += 1
    if (sign !== 'u') return { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' }[sign] ?? sign
    const code = /^[0-9a-f]{4}/i.exec(this.text.slice(this.at, this.at + 4))?.[0]
    if (!code) return ''
    this.at += 4
    return String.fromCharCode(Number.parseInt(code, 16))
  }

  private bareWord(): unknown {
    const start = this.at
    while (this.at < this.text.length && !/[\s,:{}[\]]/.test(this.text[this.at] ?? '')) this.at += 1
    if (this.at === start) {
      this.at += 1
      return nothing
    }
    const word = this.text.slice(start, this.at)
    const literals: Record<string, unknown> = { true: true, false: false, null: null }
    if (Object.hasOwn(literals, word.toLowerCase())) return literals[word.toLowerCase()]
    return /^-?\d{1,15}(?:\.\d{1,15})?$/.test(word) ? Number(word) : nothing
  }

  /** Nobody nests so deeply; what follows is not read. */
  private giveUp(): typeof nothing {
    this.at = this.text.length
    return nothing
  }

  private orNull = (value: unknown) => (value === nothing ? null : value)
  private ahead = () => this.text.slice(this.at, this.at + 40)
  private skipSpace = () => this.skip(/\s/)
  private skip(signs: RegExp): void {
    while (this.at < this.text.length && signs.test(this.text[this.at] ?? '')) this.at += 1
  }
}
