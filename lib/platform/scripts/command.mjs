import './node-version.mjs'
import { resolve } from 'node:path'

/** The folder that holds package.json. */
export const root = resolve(import.meta.dirname, '../../..')

/** Something a person can act on: printed as one sentence, without a stack trace. */
export class Sentence extends Error {}

/** Prints a line of progress. */
export function say(line) {
  console.log(line)
}

/**
 * Runs a command's main function. A `Sentence` is printed alone, anything else is a bug and keeps its stack;
 * both end with exit code 1. A number returned by `run` becomes the exit code.
 */
export async function runCommand(run) {
  try {
    const code = await run(process.argv.slice(2))
    if (typeof code === 'number') process.exitCode = code
  } catch (error) {
    console.error(error instanceof Sentence ? `\n${error.message}` : error)
    process.exit(1)
  }
}

/** The value of a whole number from the environment, or the fallback; a word that is no port gets a sentence. */
export function portFromEnvironment(fallback) {
  const text = process.env.PORT
  if (!text) return fallback
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port < 65536) return port
  throw new Sentence(
    `PORT is "${text}", which is not a port. Choose a number between 1 and 65535, for example PORT=3100.`,
  )
}

/** DATA_DIR as an absolute path; `.data` in the project when unset. */
export function dataDirFromEnvironment() {
  return resolve(root, process.env.DATA_DIR || '.data')
}
