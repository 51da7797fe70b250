import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Permission, permissions, roleMay, staffRoles } from '../../lib/domain/partners/permissions'
import { type Answer, asks } from './raw'

const root = join(import.meta.dirname, '../..')

/** Something a browser can have done: a server action as its source declares it and as the build serves it. */
export type ServerAction = {
  /** `decisions/planRelease`: feature and export. */
  name: string
  /** Who may: anybody, an applicant, or the staff with this permission. */
  as: 'visitor' | 'applicant' | Permission
  /** What a browser sends to have it done; null when the build serves no such action. */
  id: string | null
  /** A page that serves it, its places in brackets. */
  page: string
}

/** Every action that a feature declares, found in the sources; with its id where the build that is tested serves it. */
export function actionsInSources(): ServerAction[] {
  const served = servedActions()
  return readdirSync(join(root, 'lib/features')).flatMap((feature) =>
    declaredIn(feature).map(({ name, as }) => {
      const found = served.find((each) => each.file === fileOf(feature) && each.name === name)
      return { name: `${feature}/${name}`, as, id: found?.id ?? null, page: found?.page ?? '' }
    }),
  )
}

/** Every action that the build serves, by the names of `actionsInSources`. */
export const actionsInBuild = (): string[] =>
  servedActions().map(({ file, name }) => `${/lib\/features\/([^/]+)\//.exec(file)?.[1] ?? file}/${name}`)

const textOf = (file: string) => readFileSync(join(root, file), 'utf8')

const fileOf = (feature: string) => `lib/features/${feature}/actions.ts`

function declaredIn(feature: string): { name: string; as: ServerAction['as'] }[] {
  if (!existsSync(join(root, fileOf(feature)))) return []
  return textOf(fileOf(feature))
    .split(/^export const /m)
    .slice(1)
    .map((declaration) => {
      const name = /^\w+/.exec(declaration)?.[0] ?? ''
      const as = /\bas: '([^']+)'/.exec(declaration)?.[1] ?? ''
      if (!isActor(as)) throw new Error(`${fileOf(feature)}: nobody can tell who may ${name}`)
      return { name, as }
    })
}

const isActor = (as: string): as is ServerAction['as'] =>
  ['visitor', 'applicant', ...permissions].some((each) => each === as)

type Manifest = Record<
  'node' | 'edge',
  Record<string, { filename: string; exportedName: string; workers: Record<string, unknown> }>
>

/** `npm test` says which build its world serves; by hand it is the demo's. */
function servedActions() {
  const built = join(root, process.env.NEXT_DIST_DIR ?? '.next', 'server/server-reference-manifest.json')
  const { node, edge } = JSON.parse(readFileSync(built, 'utf8')) as Manifest
  return Object.entries({ ...node, ...edge }).map(([id, { filename, exportedName, workers }]) => ({
    id,
    file: filename,
    name: exportedName,
    page: pageOf(Object.keys(workers)),
  }))
}

/** The address of a page among Next's own names of entries (`app/staff/review/[number]/page`), rather of a list than of a record. */
function pageOf(entries: string[]): string {
  const [entry = ''] = entries
    .filter((each) => /^app\/.*page$/.test(each))
    .map((each) =>
      each
        .split('/')
        .slice(1, -1)
        .filter((part) => !/^\(.*\)$/.test(part))
        .join('/'),
    )
    .sort((one, other) => places(one) - places(other) || one.length - other.length)
  return `/${entry}`
}

const places = (path: string) => path.split('[').length

/** Everybody who could send a request, and whether this action is theirs. */
export const actors = ['visitor', 'applicant', ...staffRoles] as const
export type Actor = (typeof actors)[number]

export function mayDo(actor: Actor, as: ServerAction['as']): boolean {
  if (as === 'visitor') return true
  if (as === 'applicant' || actor === 'applicant') return actor === as
  return actor !== 'visitor' && roleMay(actor, as)
}

/** What an action answered: its value came back, it led elsewhere, it refused with this code, or something went wrong. */
export type Outcome =
  | { kind: 'done' | 'led_on' }
  | { kind: 'refused'; code: string }
  | { kind: 'broken'; status: number; text: string }

/** Sends a form to an action as React in a browser does: `[previous result, form]`, each field under the form's own mark. */
export async function sendsAction(
  address: string,
  id: string,
  fields: Record<string, string>,
  headers: Record<string, string>,
): Promise<Outcome> {
  const boundary = `form-${randomUUID()}`
  // The list of arguments comes last: the server reads the form that it names as soon as it sees it.
  const parts = [
    ...Object.entries(fields).map(([name, value]) => [`_1_${name}`, value]),
    ['0', '[null,"$K1"]'],
  ]
  const body = parts
    .map(
      ([name, value]) =>
        `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    .join('')
  return outcomeOf(
    await asks(address, {
      method: 'POST',
      headers: {
        'content-type': `multipart/form-data; boundary=${boundary}`,
        accept: 'text/x-component',
        origin: new URL(address).origin,
        'next-action': id,
        ...headers,
      },
      body: `${body}--${boundary}--\r\n`,
    }),
  )
}

function outcomeOf({ status, headers, text }: Answer): Outcome {
  if (headers['x-action-redirect']) return { kind: 'led_on' }
  const row = /^1:(\{.*\})$/m.exec(text)?.[1]
  const result = row ? (JSON.parse(row) as { ok?: boolean; refusal?: { code?: string } }) : {}
  if (status === 200 && result.ok === true) return { kind: 'done' }
  if (status === 200 && result.ok === false && result.refusal?.code)
    return { kind: 'refused', code: result.refusal.code }
  return { kind: 'broken', status, text: text.slice(0, 400) }
}

/** What can be done to many applications, and the permission that each of it asks for, as the sources say. */
export const bulkKindsInSources = (): { kind: string; permission: Permission }[] =>
  [...textOf('lib/features/bulk/kinds/registry.ts').matchAll(/^ {2}(\w+)(?:: \w+)?,$/gm)].map(
    ([, kind = '']) => {
      const source = textOf(`lib/features/bulk/kinds/${kind.replaceAll('_', '-')}.ts`)
      const permission = /permission: '([^']+)'/.exec(source)?.[1] ?? ''
      const found = permissions.find((each) => each === permission)
      if (!found) throw new Error(`${kind}: nobody can tell who may do it to many`)
      return { kind, permission: found }
    },
  )
