/** How many programmes one application may name. */
export const preferencesLimit = 5

/** The programme ids in order, without blanks and repeats, at most `preferencesLimit` of them. */
export const readPreferences = (programmeIds: readonly string[]): string[] =>
  [...new Set(programmeIds.map((id) => id.trim()).filter((id) => id !== ''))].slice(0, preferencesLimit)

/** Puts one programme first. When the list was full its last programme gives way and is named in `dropped`. */
export function putFirst(
  preferences: readonly string[],
  programmeId: string,
): { preferences: string[]; dropped: string | null } {
  const wanted = [...new Set([programmeId, ...preferences])]
  return { preferences: wanted.slice(0, preferencesLimit), dropped: wanted[preferencesLimit] ?? null }
}

/** Moves one programme a place up; the first, or one that is not in the list, stays. */
export const moveUp = (preferences: readonly string[], programmeId: string): string[] =>
  swap(preferences, preferences.indexOf(programmeId) - 1)

/** Moves one programme a place down; the last, or one that is not in the list, stays. */
export const moveDown = (preferences: readonly string[], programmeId: string): string[] =>
  swap(preferences, preferences.indexOf(programmeId))

function swap(preferences: readonly string[], at: number): string[] {
  const [upper, lower] = [preferences[at], preferences[at + 1]]
  if (upper === undefined || lower === undefined) return [...preferences]
  return preferences.map((id, place) => (place === at ? lower : place === at + 1 ? upper : id))
}
