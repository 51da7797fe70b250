import { badgeLook } from './badge'
import { type Tone, toneIcons } from './tone'

const tones = Object.keys(toneIcons) as Tone[]
const symbolOf = (tone: Tone) => `tone-${tone}`

/** The icons of `SymbolBadge`, drawn once for a whole table; itself it shows nothing. */
export function BadgeSymbols() {
  return (
    <svg aria-hidden className="absolute size-0">
      {tones.map((tone) => {
        const Icon = toneIcons[tone]
        return (
          <symbol key={tone} id={symbolOf(tone)} viewBox="0 0 24 24">
            <Icon />
          </symbol>
        )
      })}
    </svg>
  )
}

/** A `Badge` for long tables: hundreds of them share the icons that `BadgeSymbols` draws. */
export function SymbolBadge({ tone, children }: { tone: Tone; children: string }) {
  return (
    <span className={looks[tone]}>
      <svg aria-hidden className="size-3.5 shrink-0">
        <use href={`#${symbolOf(tone)}`} />
      </svg>
      {children}
    </span>
  )
}

const looks = Object.fromEntries(tones.map((tone) => [tone, badgeLook(tone)])) as Record<Tone, string>
