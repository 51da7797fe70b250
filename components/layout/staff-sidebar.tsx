'use client'

import { cx } from 'class-variance-authority'
import {
  Bell,
  CalendarRange,
  ClipboardCheck,
  ClipboardList,
  FileText,
  FlaskConical,
  Gavel,
  Glasses,
  House,
  IndianRupee,
  ListChecks,
  LockKeyhole,
  Mail,
  PanelLeft,
  Plug,
  ScrollText,
  Send,
  Settings,
  Users,
  type LucideIcon,
} from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useEffect, useRef, useSyncExternalStore } from 'react'

const places = {
  home: { href: '/staff', icon: House },
  applications: { href: '/staff/applications', icon: FileText },
  review: { href: '/staff/review', icon: Glasses },
  decisions: { href: '/staff/decisions', icon: Gavel },
  payments: { href: '/staff/payments', icon: IndianRupee },
  assessments: { href: '/staff/assessments', icon: ClipboardList },
  tasks: { href: '/staff/tasks', icon: ClipboardCheck },
  messages: { href: '/staff/messages', icon: Send },
  mail: { href: '/staff/mail', icon: Mail },
  integrations: { href: '/staff/integrations', icon: Plug },
  alerts: { href: '/staff/alerts', icon: Bell },
  recommendations: { href: '/staff/settings/recommendations', icon: ListChecks },
  intakes: { href: '/staff/settings/intakes', icon: CalendarRange },
  people: { href: '/staff/settings/people', icon: Users },
  audit: { href: '/staff/audit', icon: ScrollText },
  settings: { href: '/staff/settings', icon: Settings },
  sandbox: { href: '/staff/sandbox', icon: FlaskConical },
} satisfies Record<string, { href: string; icon: LucideIcon }>

export type StaffSection = keyof typeof places

/** Pages that a section leads to although their address does not begin with its own. */
const further: Record<string, StaffSection> = {
  '/staff/bulk': 'applications',
  '/staff/exports': 'applications',
  '/staff/imports': 'applications',
  '/staff/duplicates': 'applications',
  '/staff/settings/programmes': 'intakes',
}

/** Where a section begins. */
export const sectionAddress = (section: StaffSection): string => places[section].href

/** Sections of the console: a strip on a phone, a sidebar that folds to its icons on a desk. Remembers how it was left. */
export function StaffSidebar({
  sections,
  words,
}: {
  sections: readonly { section: StaffSection; label: string; lockedBecause?: string }[]
  words: { label: string; narrow: string; wide: string }
}) {
  const path = usePathname()
  const isNarrow = useSyncExternalStore(onFold, readFold, () => false)
  const here = placeOf(path)
  const strip = useShowing(here)
  return (
    <nav
      aria-label={words.label}
      className={cx(
        'flex shrink-0 flex-col border-line bg-surface-raised p-2 max-md:border-b md:border-e print-hidden',
        isNarrow ? 'md:w-15' : 'md:w-64',
      )}
    >
      <ul ref={strip} className="relative flex gap-1 overflow-x-auto max-md:p-1 md:flex-col">
        {sections.map(({ section, label, lockedBecause }) => (
          <li key={section}>
            <SectionLink
              lockedBecause={lockedBecause}
              {...places[section]}
              label={label}
              isHere={section === here}
              isNarrow={isNarrow}
            />
          </li>
        ))}
      </ul>
      <button
        type="button"
        aria-pressed={isNarrow}
        aria-label={isNarrow ? words.wide : words.narrow}
        onClick={() => fold(!isNarrow)}
        className="mt-2 hidden min-h-10 items-center gap-3 rounded px-3 text-sm text-muted hover:bg-brand-soft md:flex"
      >
        <PanelLeft aria-hidden className="size-4.5 shrink-0" />
        {!isNarrow && words.narrow}
      </button>
    </nav>
  )
}

/** On a phone the strip is longer than the screen: it is moved so that the section one is in shows. */
function useShowing(here: StaffSection | null) {
  const strip = useRef<HTMLUListElement>(null)
  useEffect(() => {
    const link = strip.current?.querySelector<HTMLElement>('[aria-current=page]')
    if (link && strip.current) strip.current.scrollLeft = link.offsetLeft - strip.current.clientWidth / 3
  }, [here])
  return strip
}

/** The section that a path lies in: the deepest one, as one section's address may begin with another's. */
function placeOf(path: string): StaffSection | null {
  const sections = Object.keys(places) as StaffSection[]
  const led = Object.entries(further).find(([href]) => path === href || path.startsWith(`${href}/`))
  if (led) return led[1]
  const around = sections.filter((section) => {
    const { href } = places[section]
    return path === href || (section !== 'home' && path.startsWith(`${href}/`))
  })
  return around.sort((a, b) => places[b].href.length - places[a].href.length)[0] ?? null
}

function SectionLink({
  href,
  icon: Icon,
  label,
  lockedBecause,
  isHere,
  isNarrow,
}: {
  href: string
  icon: LucideIcon
  label: string
  lockedBecause?: string
  isHere: boolean
  isNarrow: boolean
}) {
  if (lockedBecause)
    return <LockedSection icon={Icon} label={label} because={lockedBecause} isNarrow={isNarrow} />
  return (
    <Link
      href={href}
      aria-current={isHere ? 'page' : undefined}
      title={isNarrow ? label : undefined}
      className={cx(
        'flex min-h-10 items-center gap-3 rounded px-3 text-sm whitespace-nowrap no-underline',
        isHere ? 'bg-brand-soft font-semibold text-brand' : 'text-ink hover:bg-brand-soft',
      )}
    >
      <Icon aria-hidden className="size-4.5 shrink-0" />
      <span className={cx(isNarrow && 'md:sr-only')}>{label}</span>
    </Link>
  )
}

/** Shown, but shut: a link without an address keeps its place for the keyboard, and its reason is read with its name. */
function LockedSection({
  icon: Icon,
  label,
  because,
  isNarrow,
}: {
  icon: LucideIcon
  label: string
  because: string
  isNarrow: boolean
}) {
  return (
    <span
      role="link"
      aria-disabled="true"
      tabIndex={0}
      title={`${label}: ${because}`}
      className="flex min-h-10 cursor-not-allowed items-center gap-3 rounded ps-3 pe-2 text-sm whitespace-nowrap text-muted"
    >
      <Icon aria-hidden className="size-4.5 shrink-0" />
      <span className={cx(isNarrow && 'md:sr-only')}>{label}</span>
      <LockKeyhole aria-hidden className={cx('ms-auto size-3.5 shrink-0', isNarrow && 'md:hidden')} />
      <span className="sr-only">: {because}</span>
    </span>
  )
}

const foldKey = 'staff-sidebar-narrow'
const readFold = () => localStorage.getItem(foldKey) === 'yes'

function onFold(changed: () => void) {
  window.addEventListener('storage', changed)
  return () => window.removeEventListener('storage', changed)
}

function fold(narrow: boolean) {
  localStorage.setItem(foldKey, narrow ? 'yes' : 'no')
  // The browser tells only other tabs; this one tells itself.
  window.dispatchEvent(new Event('storage'))
}
