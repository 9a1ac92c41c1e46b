import { createRequire } from 'node:module'
import { defineConfig } from 'vitest/config'

const require = createRequire(import.meta.url)

/** Vitest would load graphql as ESM for us and as CommonJS for the libraries; two copies refuse each other's schemas. */
const alias = [{ find: /^graphql$/, replacement: require.resolve('graphql') }]

interface Suite {
  readonly include: string[]
  readonly timeoutMs: number
  /** Whether each file gets a module graph of its own; ours keep no state, and unit tests load twice as fast without. */
  readonly isolate?: boolean
}

const suite = (name: string, { include, timeoutMs, isolate = true }: Suite) => ({
  resolve: { alias },
  test: {
    name,
    include,
    isolate,
    setupFiles,
    environment: 'node' as const,
    testTimeout: timeoutMs,
    hookTimeout: timeoutMs,
  },
})

/** `npm run check` runs the unit suite again on another day; see the file. */
const setupFiles = process.env.TEST_CLOCK_AHEAD_MS === undefined ? [] : ['tests/support/shifted-date.ts']

const unitTests = ['server/**/*.test.ts', 'client/src/**/*.test.{ts,tsx}', 'tests/project/**/*.test.ts']

export default defineConfig({
  test: {
    projects: [
      suite('unit', { include: unitTests, timeoutMs: 10_000, isolate: false }),
      suite('contract', { include: ['tests/contract/**/*.test.ts'], timeoutMs: 30_000 }),
      suite('trading', { include: ['tests/trading/**/*.test.ts'], timeoutMs: 120_000 }),
      suite('protocol', { include: ['tests/protocol/**/*.test.ts'], timeoutMs: 60_000 }),
      suite('examples', { include: ['tests/examples/**/*.test.ts'], timeoutMs: 60_000 }),
      suite('feeds', { include: ['tests/feeds/**/*.test.ts'], timeoutMs: 120_000 }),
      suite('commands', { include: ['tests/commands/**/*.test.ts'], timeoutMs: 300_000 }),
      suite('captures', { include: ['tests/captures/**/*.test.ts'], timeoutMs: 60_000 }),
      suite('e2e', { include: ['tests/e2e/**/*.test.ts'], timeoutMs: 120_000 }),
    ],
  },
})
