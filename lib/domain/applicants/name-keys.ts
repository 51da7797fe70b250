/** A name made comparable: `nameKey` for the same name, `soundKey` for its usual spellings in either script. */
export type NameKeys = { nameKey: string; soundKey: string }

const titles = new Set(['mr', 'mrs', 'ms', 'miss', 'dr', 'shri', 'shrimati', 'sri', 'smt', 'kumari', 'km'])

/** The keys of a name in Latin or Devanagari letters. Order of the words, marks, titles and case do not count. */
export function nameKeys(fullName: string): NameKeys {
  const words = toLatin(fullName)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '')
  const kept = words.filter((word) => !titles.has(word))
  const counted = (kept.length > 0 ? kept : words).sort()
  return { nameKey: counted.join(' '), soundKey: counted.map(soundOf).sort().join(' ') }
}

/** How alike two name keys are, 0 to 1: shared pairs of letters; 1 too when one has only more words than the other. */
export function nameLikeness(a: string, b: string): number {
  const [few, many] = [a.split(' '), b.split(' ')].sort((one, other) => one.length - other.length)
  if (few && many && few.length > 1 && few.every((word) => many.includes(word))) return 1
  const [left, right] = [pairsOf(a), pairsOf(b)]
  const shared = [...left].filter((pair) => right.has(pair)).length
  return left.size + right.size === 0 ? 0 : (2 * shared) / (left.size + right.size)
}

const pairsOf = (text: string): Set<string> =>
  new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)))

/** What is heard: the first vowel and the consonants, aspirated or not, doubled or not. */
function soundOf(word: string): string {
  const plain = word
    .replace(/x|ksh/g, 'ks')
    .replace(/ph/g, 'f')
    .replace(/gy|jn/g, 'gn')
    .replace(/([bcdgjkpst])h/g, '$1')
    .replace(/w/g, 'v')
    .replace(/q/g, 'k')
    .replace(/z/g, 'j')
    .replace(/m(?=[bpgkdtcj])/g, 'n')
  const [first = ''] = plain
  const start = { a: 'a', e: 'i', i: 'i', y: 'i', o: 'u', u: 'u' }[first] ?? first
  return (start + plain.slice(1).replace(/[aeiouyh]/g, '')).replace(/(.)\1+/g, '$1')
}

const consonants: Record<string, string> = {
  क: 'k', ख: 'kh', ग: 'g', घ: 'gh', ङ: 'n', च: 'ch', छ: 'chh', ज: 'j', झ: 'jh', ञ: 'n',
  ट: 't', ठ: 'th', ड: 'd', ढ: 'dh', ण: 'n', त: 't', थ: 'th', द: 'd', ध: 'dh', न: 'n',
  प: 'p', फ: 'ph', ब: 'b', भ: 'bh', म: 'm', य: 'y', र: 'r', ल: 'l', ळ: 'l', व: 'v',
  श: 'sh', ष: 'sh', स: 's', ह: 'h',
} // prettier-ignore
const vowels: Record<string, string> = {
  अ: 'a', आ: 'a', इ: 'i', ई: 'i', उ: 'u', ऊ: 'u', ऋ: 'ri', ए: 'e', ऐ: 'ai', ओ: 'o', औ: 'au',
} // prettier-ignore
const vowelSigns: Record<string, string> = {
  'ा': 'a', 'ि': 'i', 'ी': 'i', 'ु': 'u', 'ू': 'u', 'ृ': 'ri', 'े': 'e', 'ै': 'ai', 'ो': 'o', 'ौ': 'au', '्': '',
} // prettier-ignore
const nasal = new Set(['ं', 'ँ'])

/** Devanagari letters as they are usually written in Latin ones; everything else as it is. */
function toLatin(text: string): string {
  const letters = [...text.normalize('NFC').normalize('NFD').replaceAll('़', '')]
  return letters
    .map((letter, at) => {
      const consonant = consonants[letter]
      const next = letters[at + 1] ?? ''
      if (consonant) {
        const isFollowedByLetter = next in consonants || next in vowels || nasal.has(next)
        return consonant + (isFollowedByLetter ? 'a' : '')
      }
      return vowels[letter] ?? vowelSigns[letter] ?? (nasal.has(letter) ? 'n' : letter)
    })
    .join('')
}
