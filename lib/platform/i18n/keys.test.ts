import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { messages, type Sentences } from './messages'

const root = join(import.meta.dirname, '../../..')

test('every sentence that a page or a letter asks for by name exists', () => {
  const missing = ['app', 'components', 'lib']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        join(folder, file),
      ),
    )
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\./.test(file))
    .flatMap((file) => keysAskedFor(readFileSync(join(root, file), 'utf8')).map((key) => ({ file, key })))
    .filter(({ key }) => !exists(key))
  expect(missing).toEqual([])
})

/** `const t = useTranslations('ui')` … `t('back')` → `ui.back`; keys put together at run time cannot be seen here. */
function keysAskedFor(code: string): string[] {
  const makers = [
    ...code.matchAll(/(?:const|let) (\w+) = (?:await )?(?:useTranslations|getTranslations)\('([\w.]+)'\)/g),
  ]
  const namespaces = new Map<string, Set<string>>()
  for (const [, name = '', namespace = ''] of makers)
    namespaces.set(name, (namespaces.get(name) ?? new Set()).add(namespace))
  return [...namespaces].flatMap(([name, possible]) => {
    const calls = [...code.matchAll(new RegExp(`\\b${name}(?:\\.rich|\\.raw)?\\('([\\w.]+)'`, 'g'))]
    return calls.flatMap(([, key]) => {
      const full = [...possible].map((namespace) => `${namespace}.${key}`)
      return full.some(exists) ? [] : full.slice(0, 1)
    })
  })
}

function exists(key: string): boolean {
  let found: Sentences | string | undefined = messages.en
  for (const part of key.split('.')) found = typeof found === 'object' ? found[part] : undefined
  return typeof found === 'string'
}
