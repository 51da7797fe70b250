/** A programme as far as matching needs it. `names` in every language. */
export type KnownProgramme = {
  id: string
  code: string
  names: readonly string[]
  aliases: readonly string[]
}

export type ProgrammeMatch = { programmeId: string; by: 'code' | 'alias' | 'name' }

/**
 * The programme a provider's course means here: equal by code, then alias, then name, after writing both one way.
 * Never a guess: nothing similar counts, and two programmes that fit equally are no match.
 */
export function matchProgramme(course: string, programmes: readonly KnownProgramme[]): ProgrammeMatch | null {
  const wanted = plainCourse(course)
  if (wanted === '') return null
  const names = {
    code: (programme: KnownProgramme) => [programme.code],
    alias: (programme: KnownProgramme) => programme.aliases,
    name: (programme: KnownProgramme) => programme.names,
  }
  for (const by of ['code', 'alias', 'name'] as const) {
    const [only, second] = programmes.filter((programme) =>
      names[by](programme).some((name) => plainCourse(name) === wanted),
    )
    if (second) return null
    if (only) return { programmeId: only.id, by }
  }
  return null
}

/** A course name written one way: small letters, no punctuation, one spelling of each degree and of "honours". */
export function plainCourse(name: string): string {
  const words = name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/[^\p{L}\p{M}\p{N}+#]+/gu, ' ')
    .trim()
  const oneSpelling = spellings.reduce((text, [pattern, plain]) => text.replace(pattern, plain), words)
  return oneSpelling.replace(/ /g, '-')
}

// Longer initials first, so that "B.B.A." is not read as a B.A.
const degrees: [long: string, dotted: string, plain: string][] = [
  ['bachelor of pharmacy', 'b pharm', 'bpharm'],
  ['bachelor of technology', 'b tech', 'btech'],
  ['master of technology', 'm tech', 'mtech'],
  ['bachelor of commerce', 'b com', 'bcom'],
  ['bachelor of business administration', 'b b a', 'bba'],
  ['bachelor of computer applications?', 'b c a', 'bca'],
  ['bachelor of design', 'b des', 'bdes'],
  ['master of commerce', 'm com', 'mcom'],
  ['master of business administration', 'm b a', 'mba'],
  ['master of computer applications?', 'm c a', 'mca'],
  ['bachelor of science', 'b sc', 'bsc'],
  ['bachelor of laws?', 'll b', 'llb'],
  ['master of science', 'm sc', 'msc'],
  ['bachelor of engineering', 'b e', 'be'],
  ['bachelor of arts', 'b a', 'ba'],
  ['master of arts', 'm a', 'ma'],
]

// "B.Tech in CSE" and "B.Tech CSE" are one course, so the "in" after a degree goes; elsewhere it stays.
const spellings: [RegExp, string][] = [
  [/\b(?:honours|honors|honour|hons)\b/g, 'hons'],
  ...degrees.map(([long, dotted, plain]): [RegExp, string] => [
    new RegExp(`\\b(?:${long}|${dotted}|${plain})\\b(?: in\\b)?`, 'g'),
    plain,
  ]),
  [/\bhons in\b/g, 'hons'],
]
