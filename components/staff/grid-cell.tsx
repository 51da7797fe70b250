import { DeviceTime } from '@/components/ui/device-time'
import { SymbolBadge } from '@/components/ui/symbol-badge'
import type { Tone } from '@/components/ui/tone'
import { recordLink } from './record-link'

/**
 * What stands in a cell, as data in the reader's words: fifty rows of elements would travel twice, once drawn and once
 * described. A bare string is text, null is nothing.
 */
export type GridCell =
  | string
  | null
  | { is: 'record'; href: string; text: string }
  /** Kept on one line of a desk's screen; `below` is a second one. */
  | { is: 'name'; text: string; below?: string }
  /** At most so wide; the whole of it stands in its title. */
  | { is: 'clipped'; text: string }
  | { is: 'figures'; text: string }
  | { is: 'quiet'; text: string }
  /** `note` stands behind them. */
  | { is: 'badges'; badges: [Tone, string][]; note?: string }
  | { is: 'day'; at: string; text: string }
  /** Where the device keeps another time than India, that one beside it. */
  | { is: 'moment'; at: string; text: string }

/** A cell's content, drawn. Its table has `BadgeSymbols` somewhere. */
export function drawCell(cell: GridCell) {
  if (cell === null) return <span className="text-muted">–</span>
  if (typeof cell === 'string') return cell
  switch (cell.is) {
    case 'record':
      return (
        <a
          href={cell.href}
          {...recordLink}
          className="figures font-semibold whitespace-nowrap text-brand underline underline-offset-3"
        >
          {cell.text}
        </a>
      )
    case 'name':
      return cell.below === undefined ? (
        <span className="sm:whitespace-nowrap">{cell.text}</span>
      ) : (
        <span className="flex flex-col">
          <span>{cell.text}</span>
          <span className="text-sm text-muted">{cell.below}</span>
        </span>
      )
    case 'clipped':
      return (
        <span title={cell.text} className="block max-w-44 truncate max-sm:max-w-none">
          {cell.text}
        </span>
      )
    case 'figures':
      return <span className="figures whitespace-nowrap">{cell.text}</span>
    case 'quiet':
      return <span className="text-muted">{cell.text}</span>
    case 'badges':
      return drawBadges(cell.badges, cell.note)
    case 'day':
      return (
        <time dateTime={cell.at} className="figures whitespace-nowrap">
          {cell.text}
        </time>
      )
    case 'moment':
      return (
        <time dateTime={cell.at} className="figures">
          <span className="whitespace-nowrap">{cell.text}</span>
          <DeviceTime at={cell.at} />
        </time>
      )
  }
}

function drawBadges(badges: readonly [Tone, string][], note: string | undefined) {
  const drawn = badges.map(([tone, text]) => (
    <SymbolBadge key={text} tone={tone}>
      {text}
    </SymbolBadge>
  ))
  if (drawn.length === 1 && note === undefined) return drawn[0]
  return (
    <span className="flex flex-wrap gap-1">
      {drawn}
      {note !== undefined && <span className="text-sm text-muted">{note}</span>}
    </span>
  )
}
