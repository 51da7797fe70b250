import './node-version.mjs'
import { runCommand, say, Sentence } from './command.mjs'
import { installPackages } from './install.mjs'

const order = [
  'types',
  'lint',
  'unused',
  'rules',
  'database',
  'budget',
  'journeys',
  'without-proxy',
  'crashes',
  'other-studyhq',
]
const usage = `npm test                                    every kind of check
npm test -- --only rules,database           some: ${order.join(', ')}
npm test -- --only journeys -- -g "bank"    further words go to that tool`

await runCommand(async (args) => {
  const { names, words } = readArguments(args)
  await installPackages()
  const { checks, summary } = await import('./checks.mjs')
  const outcomes = []
  for (const name of names) outcomes.push(await checks[name](words))

  const failed = outcomes.filter((outcome) => outcome.failed > 0)
  say('')
  for (const { name, passed, failed: bad } of outcomes)
    say(`${name.padEnd(14)} ${String(passed).padStart(5)} passed ${String(bad).padStart(5)} failed`)
  say(summary(outcomes))
  return failed.length > 0 ? 1 : 0
})

function readArguments(args) {
  const split = args.indexOf('--')
  const own = split < 0 ? args : args.slice(0, split)
  const words = split < 0 ? [] : args.slice(split + 1)
  const names = []
  for (let at = 0; at < own.length; at += 1) {
    const [flag, inline] = own[at].split('=')
    if (flag !== '--only') throw new Sentence(`"${own[at]}" is not understood.\n\n${usage}`)
    const value = inline ?? own[(at += 1)]
    names.push(...(value ?? '').split(',').filter(Boolean))
  }
  const unknown = names.find((name) => !order.includes(name))
  if (unknown || (own.length > 0 && names.length === 0))
    throw new Sentence(`--only takes one or more of: ${order.join(', ')}.`)
  if (words.length > 0 && names.length !== 1)
    throw new Sentence('Words after -- need exactly one kind after --only.')
  return { names: names.length > 0 ? order.filter((name) => names.includes(name)) : order, words }
}
