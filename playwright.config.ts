import { defineConfig } from '@playwright/test'
import { chromiumFlags, findChromium } from './lib/platform/scripts/chromium.mjs'

/**
 * `npm test` starts a world and says where; by hand, `npx playwright test --project journeys` meets the demo on port 3000.
 * The other projects start worlds of their own.
 */
export default defineConfig({
  projects: [
    { name: 'journeys', testDir: 'e2e/journeys' },
    // Moves everybody's time and breaks simulators for everybody, so `npm test` runs it after the others, one file at a time.
    { name: 'clock', testDir: 'e2e/clock', workers: 1 },
    {
      name: 'crashes',
      testDir: 'e2e/crashes',
      expect: { timeout: 8_000 },
      // Something fails every few seconds there: people look again soon, and a trace would be of minutes.
      use: { actionTimeout: 8_000, navigationTimeout: 10_000, trace: 'off' },
      metadata: { seed: process.env.CRASH_SEED },
    },
    { name: 'other-studyhq', testDir: 'e2e/other-studyhq' },
  ],
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results',
  workers: 2,
  // A journey that only passes at the second try is a defect.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ...(process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [['json'] as const] : [])],
  use: {
    baseURL: process.env.E2E_BASE_URL ?? 'http://localhost:3000',
    locale: 'en-IN',
    timezoneId: 'Asia/Kolkata',
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: { executablePath: findChromium() ?? undefined, args: chromiumFlags },
  },
})
