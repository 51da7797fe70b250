import type { SortField, SortKey } from '@/lib/domain/applications/sort'

/** Fields that one reads from A to Z; of all others the largest or the latest is asked for first. */
const fromSmallest: readonly SortField[] = ['name', 'number']

/**
 * The order after a column's header is pressed. Alone: the list is sorted by it, the other way round when it was already.
 * Added (with Shift): it joins the order, turns round, and leaves it again.
 */
export function pressSort(now: readonly SortKey[], by: SortField, adds: boolean): SortKey[] {
  const first: SortKey = { by, isDescending: !fromSmallest.includes(by) }
  const held = now.find((key) => key.by === by)
  const turned = held && { by, isDescending: !held.isDescending }
  if (!adds) return [turned && now.length === 1 ? turned : (held ?? first)]
  if (!held || !turned) return [...now, first]
  return held.isDescending === first.isDescending
    ? now.map((key) => (key.by === by ? turned : key))
    : now.filter((key) => key.by !== by)
}
