import './node-version.mjs'
import { runCommand, say } from './command.mjs'
import { installPackages } from './install.mjs'

/** The quick answer before a commit: everything that needs neither database nor browser. */
await runCommand(async () => {
  await installPackages()
  const { checks, summary } = await import('./checks.mjs')
  const outcomes = []
  for (const name of ['types', 'lint', 'unused', 'rules']) outcomes.push(await checks[name]([]))
  say(`\n${summary(outcomes)}`)
  return outcomes.some(({ failed }) => failed > 0) ? 1 : 0
})
