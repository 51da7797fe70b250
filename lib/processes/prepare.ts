import { closeDatabase } from '@/db/client'
import { seedPartners } from '@/db/seed/partners'
import { demoPassword, seedPeople, seedStaff } from '@/db/seed/people'
import { resetWorld, seedWhenEmpty } from '@/lib/features/sandbox/commands/seed-world'
import { env } from '@/lib/platform/env'
import { configureProcess } from '@/lib/platform/process'
import { bringUpToDate } from './migrate'

// Makes a database ready for a demo: migrations, queues, and the demo world when it is empty (or --reset).
// The last line printed is JSON for the command that started us.
configureProcess()
await bringUpToDate(env().DATABASE_URL)
if (process.argv.includes('--reset')) await resetWorld()
else await seedWhenEmpty()
await closeDatabase()

const port = new URL(env().APP_URL).port
const addressOf = (slug: string) => `http://${slug}.localhost${port ? `:${port}` : ''}`
const people = [
  ...Object.entries(seedPeople).map(([key, person]) => ({
    email: `${key}@sandbox.test`,
    password: demoPassword,
    role: 'applicant',
    address: addressOf(person.partner),
    note: person.line,
  })),
  ...seedPartners.flatMap(({ slug }) =>
    Object.entries(seedStaff).map(([key, { role }]) => ({
      email: `${key}@${slug}.test`,
      password: demoPassword,
      role,
      address: `${addressOf(slug)}/staff`,
      note: `staff of ${slug}; the code of the second step stands on the page`,
    })),
  ),
]
console.log(
  JSON.stringify({
    people,
    partners: seedPartners.map(({ slug, name }) => ({ name: name.en, address: addressOf(slug) })),
    try: [
      `Register at ${addressOf('greenfield')} and go through Option A: assessment, recommended courses, form. The e-mail code is shown on the page.`,
      `Register at ${addressOf('sunrise')} and go through Option B: form, ₹1,000 fee, assessment. Press any button of the test gateway.`,
      `Sign in as admin@sunrise.test at ${addressOf('sunrise')}/staff, open Sandbox, move the clock six hours: Lakshmi’s late payment arrives.`,
      `Sign in as reviewer@greenfield.test and open Review: an application waits to be scored blind. As admin@greenfield.test, open Decisions: a proposal waits to be confirmed, a place on the waitlist to be released.`,
      `At Greenfield, choose an intake with iMocha, iMocha V2 or Test Partnership in its name to sit the test of another provider, in either journey.`,
      `Sign in as admin@greenfield.test at ${addressOf('greenfield')}/staff and open Settings: test a connection, read its budget, choose an intake’s test.`,
    ],
  }),
)
