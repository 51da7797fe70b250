import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { root, Sentence, say } from './command.mjs'
import { run, runNode } from './processes.mjs'

/** What keeps Chromium quiet and offline; root (a CI machine) has no sandbox for it. */
export const chromiumFlags = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * A Chromium of this machine: CHROMIUM_PATH, Playwright's cache, the system's.
 * @returns {string | null} its path
 */
export function findChromium() {
  const candidates = [
    process.env.CHROMIUM_PATH,
    ...inPlaywrightCache(),
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ]
  return candidates.find((path) => path && existsSync(path)) ?? null
}

/**
 * Finds a Chromium or installs one: by Playwright, else (as root on Debian) from the system's packages.
 * @returns {Promise<string>} its path
 * @throws {Sentence} when this machine can get none
 */
export async function ensureChromium() {
  const found = findChromium()
  if (found) return found

  say("No Chromium here yet. Trying Playwright's download…")
  const env = { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '15000' }
  await runNode([join(root, 'node_modules/playwright/cli.js'), 'install', 'chromium'], { env })
  const downloaded = findChromium()
  if (downloaded) return downloaded

  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say("Trying the system's packages…")
    const quiet = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
    await run('apt-get', ['update', '-qq'], quiet)
    // Noto draws Devanagari; without it Hindi pages are empty boxes.
    await run(
      'apt-get',
      ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-core'],
      quiet,
    )
    const installed = findChromium()
    if (installed) return installed
  }
  throw new Sentence(
    'The browser tests need a Chromium and this machine could not get one. Install Chromium or Chrome, or name one with CHROMIUM_PATH=/path/to/chromium, then run the command again.',
  )
}

function inPlaywrightCache() {
  const cache =
    process.env.PLAYWRIGHT_BROWSERS_PATH ??
    join(
      homedir(),
      { darwin: 'Library/Caches', win32: 'AppData/Local' }[process.platform] ?? '.cache',
      'ms-playwright',
    )
  if (!existsSync(cache)) return []
  const programs = [
    'chrome-linux64/chrome',
    'chrome-linux/chrome',
    'chrome-win64/chrome.exe',
    'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    'chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  ]
  return readdirSync(cache)
    .filter((name) => /^chromium-\d+$/.test(name))
    .sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)))
    .flatMap((name) => programs.map((program) => join(cache, name, program)))
}
