import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

export type Route = { path: string; isPage: boolean; methods: string[] }

const app = join(import.meta.dirname, '../../app')

/**
 * Every address below one folder of `app`, as the folder itself says: what somebody adds tomorrow is asked too.
 * `parts` fills the places in brackets, e.g. `{ number: 'APP-27-7K3M9Q' }`.
 */
export function routesBelow(folder: string, parts: Record<string, string>): Route[] {
  return readdirSync(join(app, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /^(page\.tsx|route\.ts)$/.test(entry.name))
    .map((entry) => ({ folder: entry.parentPath.slice(app.length), isPage: entry.name === 'page.tsx' }))
    .map(({ folder: place, isPage }) => ({
      isPage,
      path: addressOf(place, parts),
      methods: isPage ? ['GET'] : methodsOf(place),
    }))
    .sort((one, other) => one.path.localeCompare(other.path))
}

function addressOf(folder: string, parts: Record<string, string>): string {
  const path = folder
    .split('/')
    .filter((part) => part && !/^\(.*\)$/.test(part))
    .map((part) => part.replace(/^\[(?:\.\.\.)?(.+)\]$/, (_whole, name: string) => parts[name] ?? 'unknown'))
  return `/${path.join('/')}`
}

function methodsOf(folder: string): string[] {
  const source = readFileSync(join(app, folder, 'route.ts'), 'utf8')
  return ['GET', 'POST'].filter((method) =>
    new RegExp(`export (async function|const|\\{[^}]* as) ${method}\\b`).test(source),
  )
}

/**
 * Pages of the console about one record, with the list that leads to some of them at one of the demo's partners; null where
 * no list need have any.
 */
export const recordPages = {
  '/staff/alerts/[id]': null,
  '/staff/applications/[number]': '/staff/applications',
  '/staff/assessments/reports/[id]': null,
  '/staff/bulk/[id]': null,
  '/staff/bulk/[id]/results': null,
  '/staff/decisions/issued/[id]': null,
  '/staff/decisions/releases/[id]': null,
  '/staff/imports/[id]': null,
  '/staff/imports/[id]/results': null,
  '/staff/integrations/[id]': '/staff/integrations',
  '/staff/integrations/backfills/[id]': null,
  '/staff/mail/[id]': '/staff/mail',
  '/staff/messages/templates/[id]': '/staff/messages',
  '/staff/payments/exceptions/[id]': null,
  '/staff/payments/offline/[id]': null,
  '/staff/payments/orders/[id]': '/staff/payments',
  '/staff/payments/payments/[id]': '/staff/payments?view=payments',
  '/staff/payments/refunds/[id]': '/staff/payments?view=refunds',
  '/staff/payments/settlements/[id]': null,
  '/staff/review/[number]': null,
  '/staff/review/documents/[id]': null,
  '/staff/settings/connections/[id]': '/staff/settings',
  '/staff/settings/connections/[id]/conformance': '/staff/settings',
  '/staff/settings/connections/[id]/conformance/[runId]': null,
  '/staff/settings/intakes/[id]': '/staff/settings/intakes',
  '/staff/settings/intakes/[id]/publish': '/staff/settings/intakes',
  '/staff/settings/intakes/[id]/versions': '/staff/settings/intakes',
  '/staff/settings/programmes/[id]': '/staff/settings/programmes',
  '/staff/settings/intakes/[id]/review': '/staff/settings',
  '/staff/settings/intakes/[id]/seats': '/staff/settings',
  '/staff/settings/people/[id]': '/staff/settings/people',
  '/staff/settings/recommendations/[id]': '/staff/settings/recommendations',
} as const satisfies Record<string, string | null>
export type RecordPage = keyof typeof recordPages

/** The address of the first record of this kind that the list's page leads to; empty when it leads to none. */
export function recordIn(html: string, template: RecordPage): string {
  const [before = '', , after = ''] = template.split(/(\[number\]|\[id\])/)
  const found = new RegExp(`href="(${before}(?:APP-[0-9A-Z-]+|[0-9a-f]{8}-[0-9a-f-]{27}))["?#]`).exec(
    html,
  )?.[1]
  return found ? `${found}${after}` : ''
}
