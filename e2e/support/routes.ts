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
