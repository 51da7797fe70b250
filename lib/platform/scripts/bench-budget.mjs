import './node-version.mjs'
import { judge, tryBudget } from './budget-trial.mjs'
import { runCommand, say, Sentence } from './command.mjs'
import { installPackages } from './install.mjs'

const usage = 'npm run bench:budget -- --minutes 5'

/** Four processes, one killed, against a provider that serves 300 calls in any 120 seconds. */
await runCommand(async (args) => {
  const minutes = args.length === 0 ? 5 : args[0] === '--minutes' ? Number(args[1]) : NaN
  if (!(minutes >= 3 && minutes <= 1440)) throw new Sentence(`Between 3 and 1440 minutes, please: ${usage}`)
  await installPackages()
  say(`Four processes call a provider of 300 calls per 120 s for ${minutes} minutes…`)
  const outcome = await tryBudget({ calls: 300, windowSeconds: 120, seconds: minutes * 60, timeoutMs: 8_000 })
  const findings = judge(outcome, 0.95)
  for (const { sentence, holds } of findings) say(`${holds ? '✓' : '✗'} ${sentence}`)
  say(`Calls per window: ${outcome.perWindow.join(', ')}; by class: ${JSON.stringify(outcome.byClass)}`)
  return findings.every(({ holds }) => holds) ? 0 : 1
})
