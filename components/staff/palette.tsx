'use client'

import { Command } from 'cmdk'
import { LockKeyhole } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { sectionAddress } from '@/components/layout/staff-sidebar'
import type { ConsolePlace } from './console-tools'
import { recordAddress } from './list-address'
import { goKeys, listPageCommands } from './shortcuts'

type Found = { number: string; fullName: string; standing: string }

const itemStyle =
  'flex min-h-9 cursor-pointer items-center gap-3 rounded px-3 text-sm aria-disabled:cursor-not-allowed aria-disabled:text-muted aria-selected:bg-brand-soft'
const groupStyle =
  '[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-3 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-sm [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:text-muted'

/** One box for everything: an application by anything known of it, any place, and what can be done on this page. */
export function Palette({ places, close }: { places: readonly ConsolePlace[]; close: () => void }) {
  const t = useTranslations('lists.palette')
  const router = useRouter()
  const dialog = useRef<HTMLDialogElement>(null)
  const [typed, setTyped] = useState('')
  // What the page offers is read once, as it stands when the palette opens.
  const [commands] = useState(listPageCommands)
  const { found, isLooking } = useFound(typed)
  const fits = ({ label }: { label: string }) => label.toLowerCase().includes(typed.trim().toLowerCase())
  const [offered, reachable] = [commands.filter(fits), places.filter(fits)]
  useEffect(() => {
    dialog.current?.showModal()
    dialog.current?.querySelector('input')?.focus()
  }, [])
  const then = (act: () => void) => () => {
    dialog.current?.close()
    act()
  }
  return (
    <dialog
      ref={dialog}
      aria-label={t('label')}
      onClose={close}
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
      className="mx-auto mt-[12dvh] mb-auto w-full max-w-xl rounded border border-line bg-surface-raised text-ink shadow-float backdrop:bg-ink/40"
    >
      <Command label={t('label')} shouldFilter={false} className="flex max-h-[70dvh] flex-col">
        <Command.Input
          value={typed}
          onValueChange={setTyped}
          placeholder={t('placeholder')}
          className="min-h-12 w-full border-b border-line bg-transparent px-4 outline-none placeholder:text-muted"
        />
        <Command.List className="overflow-y-auto p-2">
          <Command.Empty className="px-3 py-4 text-sm text-muted">
            {t(isLooking ? 'looking' : 'nothing')}
          </Command.Empty>
          {found.length > 0 && (
            <Command.Group heading={t('applications')} className={groupStyle}>
              {found.map(({ number, fullName, standing }) => (
                <Command.Item
                  key={number}
                  value={`application ${number}`}
                  onSelect={then(() => router.push(recordAddress(number)))}
                  className={itemStyle}
                >
                  <span className="figures font-semibold">{number}</span>
                  <span className="min-w-0 flex-1 truncate">{fullName}</span>
                  <span className="text-muted">{standing}</span>
                </Command.Item>
              ))}
            </Command.Group>
          )}
          {offered.length > 0 && (
            <Command.Group heading={t('here')} className={groupStyle}>
              {offered.map(({ label, lockedBecause, run }, at) => (
                <Command.Item
                  key={at}
                  value={`${label} ${at}`}
                  disabled={lockedBecause !== null}
                  onSelect={then(run)}
                  className={itemStyle}
                >
                  {lockedBecause !== null && <LockKeyhole aria-hidden className="size-3.5 shrink-0" />}
                  <span className="shrink-0">{label}</span>
                  {lockedBecause && <span className="min-w-0 truncate text-muted">{lockedBecause}</span>}
                </Command.Item>
              ))}
            </Command.Group>
          )}
          {reachable.length > 0 && (
            <Command.Group heading={t('places')} className={groupStyle}>
              {reachable.map(({ section, label }) => (
                <Command.Item
                  key={section}
                  value={`${label} ${section}`}
                  onSelect={then(() => router.push(sectionAddress(section)))}
                  className={itemStyle}
                >
                  <span className="flex-1">{label}</span>
                  <kbd className="font-mono text-sm text-muted">g {goKeys[section]}</kbd>
                </Command.Item>
              ))}
            </Command.Group>
          )}
        </Command.List>
      </Command>
    </dialog>
  )
}

const pauseMilliseconds = 150
const shortestSearch = 2

/** Applications by what was typed, after a pause in typing; an older answer never replaces a newer one. */
function useFound(typed: string): { found: Found[]; isLooking: boolean } {
  const search = typed.trim()
  const [answer, setAnswer] = useState<{ to: string; found: Found[] }>({ to: '', found: [] })
  const isAsked = search.length >= shortestSearch
  useEffect(() => {
    if (!isAsked) return
    const stop = new AbortController()
    const timer = setTimeout(async () => {
      const found = await findApplications(search, stop.signal)
      if (found) setAnswer({ to: search, found })
    }, pauseMilliseconds)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [search, isAsked])
  return { found: isAsked ? answer.found : [], isLooking: isAsked && answer.to !== search }
}

/** Null when the question was given up, or nobody answers: the palette’s other lines still work. */
async function findApplications(search: string, signal: AbortSignal): Promise<Found[] | null> {
  const answer = await fetch(`/staff/find?q=${encodeURIComponent(search)}`, { signal }).catch(() => null)
  if (!answer?.ok) return null
  const { applications }: { applications: Found[] } = await answer.json()
  return applications
}
