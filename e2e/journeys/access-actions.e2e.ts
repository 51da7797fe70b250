import {
  type Actor,
  actionsInBuild,
  actionsInSources,
  actors,
  bulkKindsInSources,
  mayDo,
  type Outcome,
  sendsAction,
  type ServerAction,
} from '../support/actions'
import { type App, expect, someone, test } from '../support/app'
import { invitesColleague } from '../support/colleague'
import { cookieOf } from '../support/raw'

// Every action of the portal × everybody who could send it, as the sources declare and the build serves it.
// These hold by the commands themselves: the same file passes when proxy.ts is gone (npm test -- --only without-proxy).

const partner = 'sunrise'
const nobodys = 'APP-27-AAAAAA'
const noRow = '00000000-0000-7000-8000-000000000000'

/** An empty form is refused for what it lacks. These lack nothing, or would do it to everybody. */
const completeWhenEmpty: Record<string, { fields?: Record<string, string>; because: string }> = {
  'applicants/signOutEverywhere': { because: 'a button; ends the sessions of this test’s own applicant' },
  'staff/endOtherSessions': { because: 'a button; this test’s own people have no other session' },
  'staff/renewRecoveryCodes': { because: 'a button; renews those of this test’s own people' },
  'sandbox/endApplicantSessions': {
    fields: { email: 'nobody@sandbox.test' },
    because: 'without an address it would sign out the applicants of other tests; nobody has this one',
  },
}

/** As many tries as one account has in a minute, less some for its own sign-in. */
const triesEach = 50

test('every action that the sources declare is served, and every one that is served is declared', () => {
  const declared = actionsInSources()
  expect(declared.length).toBeGreaterThan(100)
  expect(declared.filter(({ id, page }) => !id || page === '/').map(({ name }) => name)).toEqual([])
  expect(actionsInBuild().sort()).toEqual(declared.map(({ name }) => name).sort())
  expect(declared.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(completeWhenEmpty)))
})

for (const actor of actors)
  test(`${actor}: every action is refused that is not theirs, and none answers a form without content`, async ({
    app,
  }) => {
    test.slow()
    const all = [...actionsInSources(), ...doneToMany()]
    // What ends the session that the others are sent with comes last.
    const ordered = [
      ...all.filter(({ name }) => !endsSession(name)),
      ...all.filter(({ name }) => endsSession(name)),
    ]
    const theirs = ordered.filter(({ as }) => mayDo(actor, as))
    const cookies = await cookiesOf(app, actor, Math.max(1, Math.ceil(theirs.length / triesEach)))
    const wrong: string[] = []
    for (const [index, action] of ordered.entries()) {
      const cookie = cookies[Math.floor((index * cookies.length) / ordered.length)] ?? ''
      const outcome = await presses(app, action, cookie)
      const complaint = complaintAbout(actor, action, outcome)
      if (complaint) wrong.push(`${action.name} (${action.as}): ${complaint}`)
    }
    expect(wrong).toEqual([])
  })

const endsSession = (name: string) => name === 'applicants/signOutEverywhere'

/** What is done to many asks, in its command, for the permission of what is done: an action of its own each. */
function doneToMany(): (ServerAction & { fields: Record<string, string> })[] {
  const begin = actionsInSources().find(({ name }) => name === 'bulk/beginBulkRun')
  const kinds = bulkKindsInSources()
  expect(begin).toBeDefined()
  expect(kinds.length).toBeGreaterThan(3)
  return kinds.flatMap(({ kind, permission }) =>
    begin
      ? [
          {
            ...begin,
            name: `${begin.name} ${kind}`,
            as: permission,
            fields: { kind, target: 'choice', ids: noRow },
          },
        ]
      : [],
  )
}

function presses(
  app: App,
  { name, id, page, fields }: ServerAction & { fields?: Record<string, string> },
  cookie: string,
): Promise<Outcome> {
  const address = app.at(partner, page.replaceAll('[number]', nobodys).replaceAll(/\[\w+\]/g, noRow))
  return sendsAction(
    address,
    id ?? '',
    fields ?? completeWhenEmpty[name]?.fields ?? {},
    cookie ? { cookie } : {},
  )
}

const refusalFor = (actor: Actor) => (actor === 'visitor' ? 'signed_out' : 'not_allowed')

const refusalOf = (outcome: Outcome): string =>
  outcome.kind === 'refused'
    ? outcome.code
    : outcome.kind === 'broken'
      ? JSON.stringify(outcome)
      : outcome.kind

/** What is wrong with this answer to this person; null when it is right. */
function complaintAbout(actor: Actor, { name, as }: ServerAction, outcome: Outcome): string | null {
  const answer = refusalOf(outcome)
  if (outcome.kind === 'broken') return answer
  if (!mayDo(actor, as)) return answer === refusalFor(actor) ? null : `was not refused: ${answer}`
  if (outcome.kind !== 'refused')
    return name in completeWhenEmpty ? null : `answered an empty form: ${answer}`
  // Tries that ran out would hide what the action itself says.
  return ['not_allowed', 'signed_out', 'came_from_elsewhere', 'too_many_tries', 'try_again'].includes(answer)
    ? `was refused: ${answer}`
    : null
}

/** New people each time, so that nobody else's tries are used up and nobody else is signed out. */
async function cookiesOf(app: App, actor: Actor, howMany: number): Promise<string[]> {
  if (actor === 'visitor') return ['']
  if (actor === 'applicant') {
    const applicant = await app.applicant(partner, someone('Sender'))
    await applicant.registers()
    await applicant.verifiesEmail()
    return [await cookieOf(applicant.context)]
  }
  const admin = await app.staff(partner, 'admin')
  const cookies: string[] = []
  for (let each = 0; each < howMany; each++)
    cookies.push(await cookieOf((await invitesColleague(app, admin, partner, actor)).context))
  return cookies
}
