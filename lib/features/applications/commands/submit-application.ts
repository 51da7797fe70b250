import { and, eq, inArray, like } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { parkedForms } from '@/db/schema/accounts'
import { applicationPages, applications } from '@/db/schema/applications'
import { moves } from '@/lib/domain/applications/machine'
import { maySubmit } from '@/lib/domain/journeys/journey'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import { writeMessage } from '@/lib/features/messages/commands'
import type { Applicant } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { type LoadedJourney, loadJourney } from '../queries'
import { answersOf, checkAnswers, readForm } from '../queries/kept-form'
import { parkedFormName } from '../queries/parked-form'
import { type ApplicationNumberInput, type FormPage, formPages } from '../schema'

/**
 * Makes the form final: state, event and letter at once, and once only. Refuses `already_submitted`, `form_incomplete`,
 * `intake_closed` and whatever else the journey holds against it; the draft is kept.
 */
export async function submitApplication(
  ctx: Ctx<Applicant>,
  { number }: ApplicationNumberInput,
): Promise<Result<{ number: string }>> {
  const done = await transaction<{ incomplete: FormPage[] }>(async (tx) => {
    const { partnerId, accountId } = ctx.actor
    const journey = await loadJourney(
      tx,
      partnerId,
      { number },
      { applicantId: accountId, lock: true, now: ctx.now },
    )
    if (!journey) return refuse('not_found')
    const may = maySubmit(journey.definition, journey.facts)
    if (!may.ok) return may
    const incomplete = await reopenWrongPages(tx, journey)
    if (incomplete.length > 0) return ok({ incomplete })
    if (!(await move(tx, ctx, journey))) return refuse('already_submitted')
    return ok({ incomplete })
  })
  if (!done.ok) return done
  return done.value.incomplete.length > 0 ? refuse('form_incomplete') : ok({ number })
}

/** A page may have become wrong since it was completed: a rule changed, a programme was taken out. It is marked so again. */
async function reopenWrongPages(tx: Tx, { application }: LoadedJourney): Promise<FormPage[]> {
  const form = await readForm(tx, application)
  const wrong = formPages.filter((page) => !checkAnswers(form, page, answersOf(form, page)).ok)
  if (wrong.length === 0) return wrong
  await tx
    .update(applicationPages)
    .set({ completedAt: null })
    .where(
      and(
        eq(applicationPages.partnerId, application.partnerId),
        eq(applicationPages.applicationId, application.id),
        inArray(applicationPages.page, wrong),
      ),
    )
  return wrong
}

async function move(
  tx: Tx,
  ctx: Ctx<Applicant>,
  { application, applicant }: LoadedJourney,
): Promise<boolean> {
  const { partnerId, id, number } = application
  const [moved] = await tx
    .update(applications)
    .set({ state: moves.submit.to, submittedAt: ctx.now })
    .where(
      and(
        eq(applications.partnerId, partnerId),
        eq(applications.id, id),
        inArray(applications.state, [...moves.submit.from]),
      ),
    )
    .returning({ id: applications.id })
  if (!moved) return false
  await recordEvent(tx, ctx, 'application.submitted', { applicationId: id })
  await writeMessage(tx, ctx, {
    template: 'application_submitted',
    to: applicant.email,
    locale: applicant.locale,
    params: { applicationNumber: number, submittedAt: ctx.now },
    applicationId: id,
    dedupeKey: `application_submitted:${id}`,
  })
  // What was typed with an expired session and never saved is not part of what was declared.
  await tx
    .delete(parkedForms)
    .where(
      and(
        eq(parkedForms.partnerId, partnerId),
        eq(parkedForms.accountId, ctx.actor.accountId),
        like(parkedForms.form, parkedFormName(number, '%')),
      ),
    )
  return true
}
