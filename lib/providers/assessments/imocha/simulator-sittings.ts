import type { Sim } from '@/lib/providers/simulator-host'
import { faultFor } from './simulator-faults'
import { change, over, timed, type Invitation } from './simulator-memory'
import { findTest, minutesOf } from './simulator-tests'

/** Begins a pending invitation; anything else is left as it is. */
export const begin = (sim: Sim, id: string): Promise<Invitation> =>
  change(sim, id, (invitation) => {
    if (invitation.status !== 'Pending') return invitation
    const test = findTest(invitation.testId)
    const now = sim.now()
    return {
      ...invitation,
      status: 'In Progress',
      startedAt: now.toISOString(),
      sectionStartedAt: now.toISOString(),
      deadlineAt: new Date(now.getTime() + (test ? minutesOf(test) : 30) * 60_000).toISOString(),
    }
  })

/** What somebody did on the test page: keep the answers, and go on, finish, leave, change language or be stopped. */
export const act = (sim: Sim, id: string, form: URLSearchParams): Promise<Invitation> =>
  change(sim, id, (invitation) => {
    if (invitation.status !== 'In Progress') return invitation
    const answered = { ...invitation, answers: { ...invitation.answers, ...answersIn(invitation, form) } }
    const move = form.get('do')
    if (move === 'hi' || move === 'en') return { ...answered, language: move }
    if (move === 'proctor' || faultFor(invitation.email, sim) === 'terminated')
      return over(answered, 'Terminated', sim.now())
    if (move === 'leave') return over(answered, 'Test Left', sim.now())
    const sections = findTest(invitation.testId)?.sections.length ?? 1
    if (move === 'finish' && invitation.section === sections - 1) return over(answered, 'Complete', sim.now())
    const isNext = move === 'next' && form.get('section') === String(invitation.section)
    return isNext && invitation.section < sections - 1 ? nextSection(answered, sim.now()) : answered
  })

const nextSection = (invitation: Invitation, at: Date): Invitation => ({
  ...timed(invitation, at),
  section: invitation.section + 1,
  sectionStartedAt: at.toISOString(),
})

function answersIn({ testId, section }: Invitation, form: URLSearchParams): Record<string, string> {
  const asked = findTest(testId)?.sections[section]?.questions ?? []
  return Object.fromEntries(
    asked.flatMap(({ id, options }) => {
      const chosen = options.find((option) => option.id === form.get(id))
      return chosen ? [[id, chosen.id]] : []
    }),
  )
}
