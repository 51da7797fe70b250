'use client'

import { Keyboard, Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { sectionAddress, type StaffSection } from '@/components/layout/staff-sidebar'
import { Toasts } from '@/components/ui/toasts'
import { ShortcutHelp } from './shortcut-help'
import { chooseRow, goKeys, isTyping, pressKeyed, shutPopovers, stepRow } from './shortcuts'

export type ConsolePlace = { section: StaffSection; label: string }

// Loaded when it is first opened: no page grows by it.
const Palette = dynamic(() => import('./palette').then((file) => file.Palette), { ssr: false })

/** Seconds within which the letter after `g` is waited for. */
const goSeconds = 1.5

/**
 * The keyboard of the console, and its two buttons: the palette and the list of shortcuts. `places` are those that the role
 * opens. Nothing fires while something is being typed.
 */
export function ConsoleTools({ places }: { places: readonly ConsolePlace[] }) {
  const t = useTranslations('lists')
  const help = useRef<HTMLDialogElement>(null)
  const [isOpen, setOpen] = useState(false)
  useShortcuts(places, {
    palette: () => setOpen(true),
    help: () => help.current?.showModal(),
  })
  return (
    <>
      <button
        type="button"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setOpen(true)}
        className="inline-flex min-h-9 items-center gap-2 rounded border border-line px-2 text-sm text-muted max-sm:hidden hover:bg-brand-soft hover:text-ink"
      >
        <Search aria-hidden className="size-4" />
        <span className="max-lg:sr-only">{t('palette.open')}</span>
        <kbd aria-hidden className="font-mono text-sm max-lg:hidden">
          ⌘K
        </kbd>
      </button>
      <button
        type="button"
        aria-label={t('keys.open')}
        aria-keyshortcuts="?"
        onClick={() => help.current?.showModal()}
        className="inline-flex size-9 items-center justify-center rounded text-muted hover:bg-brand-soft hover:text-ink max-sm:hidden"
      >
        <Keyboard aria-hidden className="size-4.5" />
      </button>
      <ShortcutHelp dialog={help} places={places} />
      {isOpen && <Palette places={places} close={() => setOpen(false)} />}
      <Toasts />
    </>
  )
}

function useShortcuts(
  places: readonly ConsolePlace[],
  { palette, help }: { palette: () => void; help: () => void },
) {
  const router = useRouter()
  /** When `g` was pressed and no letter after it yet. */
  const went = useRef<number | null>(null)
  const acts = useRef({ palette, help })
  useEffect(() => {
    acts.current = { palette, help }
  })
  useEffect(() => {
    const go = (letter: string) => {
      const place = places.find(({ section }) => goKeys[section] === letter)
      if (place) router.push(sectionAddress(place.section))
      return place !== undefined
    }
    const plain: Record<string, () => unknown> = {
      j: () => stepRow(1),
      k: () => stepRow(-1),
      x: chooseRow,
      t: () => scrollTo({ top: 0 }),
      '?': () => acts.current.help(),
    }
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === 'k' && (event.metaKey || event.ctrlKey)) {
        event.preventDefault()
        acts.current.palette()
        return
      }
      if (event.key === 'Escape' && shutPopovers()) return
      const isOver = document.querySelector('dialog[open]') !== null
      if (isOver || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return
      const isGoing = went.current !== null && event.timeStamp - went.current < goSeconds * 1000
      went.current = null
      if (isGoing && go(event.key)) return event.preventDefault()
      if (event.key === 'g') {
        went.current = event.timeStamp
        return
      }
      const act = plain[event.key]
      if (act) {
        event.preventDefault()
        act()
      } else if (pressKeyed(event.key)) event.preventDefault()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [places, router])
}
