import { relative, resolve, dirname } from 'node:path'
import next from 'eslint-config-next'
import nextTypescript from 'eslint-config-next/typescript'

/** Leftmost may import everything to its right. */
const layers = ['app', 'components', 'lib/features', 'lib/providers', 'lib/platform', 'db', 'lib/domain']
const features = [
  'partners',
  'messages',
  'applicants',
  'staff',
  'applications',
  'views',
  'documents',
  'payments',
  'assessments',
  'reviews',
  'decisions',
  'outreach',
  'alerts',
  'bulk',
  'transfer',
  'dashboard',
  'sandbox',
]
/** What is started: these stand above every layer. */
const entryPoints = /^(worker|proxy|instrumentation)\.ts$|^lib\/processes\/|^e2e\//

const root = import.meta.dirname
const isTest = (file) =>
  /\.(test|db\.test|contract\.test|e2e)\.tsx?$|(^|\/)testing(-[a-z]+)?\.ts$|\/fixtures\//.test(file)
const layerOf = (file) => layers.findIndex((layer) => file.startsWith(`${layer}/`))

/** Why `from` must not import `to` (paths from the project's root), or null. */
export function layerComplaint(from, to) {
  if (entryPoints.test(from)) return null
  const [here, there] = [layerOf(from), layerOf(to)]
  const simulator = /lib\/providers\/(simulators|.*\/simulator(-[a-z]+)?)$/.test(to.replace(/\.tsx?$/, ''))
  const insideSimulator = /lib\/providers\/.*\/simulator/.test(from) || from === 'lib/providers/simulators.ts'
  if (simulator && !insideSimulator && !from.startsWith('app/sandbox/') && !isTest(from))
    return 'only app/sandbox and tests reach a simulator'
  if (insideSimulator && /\/(client|wire|mapper|config|signatures|index|link)(\.ts)?$/.test(to))
    return 'a simulator and its client are strangers'
  if (isTest(from)) return null
  if (here < 0 || there < 0) return null
  if (there < here) return `${layers[here]} does not import from ${layers[there]}`
  if (layers[here] === 'lib/features' && layers[there] === 'lib/features') {
    const [mine, other] = [from, to].map((file) => features.indexOf(file.split('/')[2] ?? ''))
    if (other > mine) return `feature ${features[mine]} comes before ${features[other]}`
  }
  if (layers[here] === 'lib/providers' && layers[there] === 'db')
    return 'a provider never touches the database'
  if (
    layers[here] === 'app' &&
    (layers[there] === 'db' || (layers[there] === 'lib/providers' && !from.startsWith('app/sandbox/')))
  )
    return 'app touches neither db nor providers'
  if (
    layers[here] === 'app' &&
    !from.startsWith('app/api/') &&
    !from.startsWith('app/sandbox/') &&
    !/route\.ts$/.test(from) &&
    /\/commands(\/|$|\.)/.test(to)
  )
    return 'pages call queries; commands are reached through actions and machine routes'
  if (
    layers[here] === 'components' &&
    layers[there] === 'lib/features' &&
    !/\/(actions|schema)(\.ts)?$/.test(to)
  )
    return 'types-only'
  return null
}

const layerRule = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const from = relative(root, context.filename)
    const check = (node) => {
      const source = node.source?.value
      if (typeof source !== 'string' || !(source.startsWith('@/') || source.startsWith('.'))) return
      const to = source.startsWith('@/')
        ? source.slice(2)
        : relative(root, resolve(dirname(context.filename), source))
      const complaint = layerComplaint(from, to)
      const typesOnly =
        node.importKind === 'type' ||
        (node.specifiers?.length > 0 && node.specifiers.every((specifier) => specifier.importKind === 'type'))
      if (complaint === 'types-only') {
        if (!typesOnly)
          context.report({
            node,
            message: 'components import only actions, schemas and types from a feature',
          })
      } else if (complaint) context.report({ node, message: complaint })
    }
    return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check }
  },
}

/** lib/domain imports no package; next-auth lives in one folder; process.env has one reader. */
const only = (files, patterns, message) => ({
  files,
  ignores: ['**/*.test.ts'],
  rules: { 'no-restricted-imports': ['error', { patterns: patterns.map((regex) => ({ regex, message })) }] },
})

const config = [
  {
    ignores: [
      '.next*/**',
      'dist/**',
      'db/migrations/**',
      'next-env.d.ts',
      '.data*/**',
      'playwright-report/**',
      'test-results/**',
    ],
  },
  ...next,
  ...nextTypescript,
  {
    files: ['**/*.{ts,tsx}'],
    plugins: { pravesh: { rules: { layers: layerRule } } },
    rules: {
      'pravesh/layers': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['{app,components,lib,db}/**/*.{ts,tsx}'],
    ignores: [
      'lib/platform/env.ts',
      'lib/platform/scripts/**',
      '**/testing*.ts',
      '**/*.test.ts',
      'lib/processes/**',
    ],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'lib/platform/env.ts is the one reader of process.env',
        },
      ],
    },
  },
  { files: ['**/*.test.ts', '**/*.mjs', 'db/**', 'e2e/**'], rules: { 'react-hooks/rules-of-hooks': 'off' } },
  only(['lib/domain/**/*.ts'], ['^[^.@]', '^@(?!/lib/domain/)'], 'lib/domain imports no package'),
  {
    ...only(
      ['{app,components,lib,db}/**/*.{ts,tsx}'],
      ['^next-auth(/|$)'],
      'next-auth lives in lib/platform/auth',
    ),
    ignores: ['lib/platform/auth/**', 'lib/domain/**'],
  },
]

export default config
