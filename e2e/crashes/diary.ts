/** What people are doing, so that a kill can be placed in the middle of it and the table can say what it hit. */
export type Diary = ReturnType<typeof aDiary>

/** Doings that must be hit on purpose. */
export type Delicate = 'payment' | 'launch'

export function aDiary() {
  const doings = new Map<string, string>()
  let begun = 0
  let tell: (delicate: Delicate) => void = () => {}
  return {
    /** Somebody begins to do something; `delicate` wakes who waits for such a moment. */
    notes(person: string, doing: string, delicate?: Delicate) {
      doings.set(person, doing)
      begun += 1
      if (delicate) tell(delicate)
    },
    ends: (person: string) => void doings.delete(person),
    /** How many things have been begun so far. */
    begun: () => begun,
    /** What everybody is doing now, in one line. */
    now: () =>
      [...doings].map(([person, doing]) => `${person} ${doing}`).join(', ') || 'nobody does anything',
    /** The next delicate moment, or null when `milliseconds` pass without one. */
    delicateMoment: (milliseconds: number) =>
      new Promise<Delicate | null>((resolve) => {
        const timer = setTimeout(() => resolve(null), milliseconds)
        tell = (delicate) => {
          clearTimeout(timer)
          resolve(delicate)
        }
      }).finally(() => (tell = () => {})),
  }
}
