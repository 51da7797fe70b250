import { defineConfig } from 'vitest/config'

const alias = {
  '@': import.meta.dirname,
  // The guard throws outside Next's server bundle; tests run the same modules in plain Node.
  'server-only': `${import.meta.dirname}/lib/platform/scripts/empty.mjs`,
}

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'rules',
          include: ['{app,components,lib,db}/**/*.test.{ts,tsx}', '*.test.ts'],
          exclude: ['**/*.db.test.ts', '**/node_modules/**', '.next/**'],
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'database',
          include: ['{lib,db}/**/*.db.test.ts'],
          globalSetup: ['db/testing-server.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
    ],
  },
})
