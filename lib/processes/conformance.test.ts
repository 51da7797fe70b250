import { spawn } from 'node:child_process'
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { studyhqSimulator } from '@/lib/providers/assessments/studyhq/simulator'
import { bent } from '@/lib/providers/conformance/testing'
import { type SimulatorServer, serveSimulator } from '@/lib/providers/simulator-host'

// `npm run conformance` as a person starts it: a process of its own, credentials in its environment.
let out = ''
let server: SimulatorServer | null = null

beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'conformance-'))
})
afterEach(async () => {
  await server?.close()
  server = null
  await rm(out, { recursive: true, force: true })
})

const credentials = {
  STUDYHQ_TOKEN_ID: 'tok_sandbox',
  STUDYHQ_TOKEN_SECRET: 'secret_sandbox',
  STUDYHQ_PROJECT_ID: 'L4ndb5PYxM',
}

function command(words: string[], environment: Record<string, string> = credentials) {
  return new Promise<{ code: number | null; text: string }>((resolve) => {
    const child = spawn(process.execPath, ['lib/platform/scripts/conformance.mjs', ...words, '--out', out], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, INIT_CWD: undefined, ...environment },
    })
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()))
    child.on('close', (code) => resolve({ code, text }))
  })
}

const lookAt = (url: string) => ['--provider', 'studyhq', '--base-url', url, '--allow-insecure']

describe('npm run conformance', () => {
  test('ends with 0 when everything held, and writes a page and JSON without a secret', async () => {
    server = await serveSimulator(studyhqSimulator)
    const { code, text } = await command([
      ...lookAt(server.url),
      '--write',
      '--email',
      'registrar@college.test',
    ])
    expect(code, text).toBe(0)
    expect(text).toMatch(/\[1\/8\] held +The token is accepted/)
    expect(text).toContain('All 8 checks held, those that write included.')
    const files = (await readdir(out)).sort()
    expect(files.map((file) => file.replace(/.*\./, ''))).toEqual(['html', 'json'])
    const written = await Promise.all(files.map((file) => readFile(join(out, file), 'utf8')))
    for (const form of [text, ...written]) {
      expect(form).not.toContain('secret_sandbox')
      expect(form).not.toContain('registrar@')
    }
    expect(JSON.parse(written[1] ?? '')).toMatchObject({ outcome: 'held', isWrite: true, version: 1 })
  }, 60_000)

  test('ends with 1 when something differed, and says what', async () => {
    const broken = bent(studyhqSimulator, {
      at: /redirect-url/,
      json: (body) => ({ goto: body['redirect-url'] }),
    })
    server = await serveSimulator(broken)
    const { code, text } = await command([...lookAt(server.url), '--write'])
    expect(code, text).toBe(1)
    expect(text).toContain('expected a field redirect-url or url or link; met the fields goto')
    expect(text).toContain('this connection does not keep the contract')
  }, 60_000)

  test('ends with 2 and one sentence when a credential is missing', async () => {
    const { code, text } = await command(lookAt('http://127.0.0.1:9'), {
      ...credentials,
      STUDYHQ_TOKEN_SECRET: '',
    })
    expect(code).toBe(2)
    expect(text.trim()).toBe('Set STUDYHQ_TOKEN_SECRET in the environment.')
  }, 60_000)

  test('ends with 2 when nobody answers: that proves nothing', async () => {
    const { code, text } = await command(lookAt('http://127.0.0.1:9'))
    expect(code, text).toBe(2)
    expect(text).toContain('this proves nothing yet')
  }, 60_000)

  test('does not look at a server on this machine unless it is told to', async () => {
    const { code, text } = await command(['--provider', 'studyhq', '--base-url', 'http://127.0.0.1:9'])
    expect(code).toBe(2)
    expect(text).toContain('add --allow-insecure')
  }, 60_000)
})
