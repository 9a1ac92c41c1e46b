import { createRequire } from 'node:module'
import { defineConfig } from 'vitest/config'
import { AsListed } from './tests/support/as-listed.js'

const require = createRequire(import.meta.url)

/** Vitest would load graphql as ESM for us and as CommonJS for the libraries; two copies refuse each other's schemas. */
const alias = [{ find: /^graphql$/, replacement: require.resolve('graphql') }]

/** `npm run check` runs the unit suite on another day; see the file. */
const setupFiles = process.env.TEST_CLOCK_AHEAD_MS === undefined ? [] : ['tests/support/shifted-date.ts']

interface Suite {
  readonly include: readonly string[]
  /** Whether its tests start what is built. */
  readonly isBuilt?: boolean
  /** Whether its tests need no process of their own: threads cost a tenth less. */
  readonly inThreads?: boolean
}

/** Tests that run together. */
export const suite = (name: string, { include, isBuilt = false, inThreads = false }: Suite) => ({
  resolve: { alias },
  test: {
    name,
    include: [...include],
    pool: inThreads ? ('threads' as const) : ('forks' as const),
    // One module graph for all files of a worker: ours keep no state, and tests load twice as fast.
    isolate: false,
    setupFiles,
    globalSetup: isBuilt ? ['tests/support/build.ts'] : [],
    environment: 'node' as const,
    // For what hangs: no machine is so busy that a test reaches them.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // What is built runs in processes of its own, which are not asked as often as what runs here.
    expect: { poll: { timeout: 60_000, interval: isBuilt ? 50 : 5 } },
  },
})

const unitTests = ['server/**/*.test.ts', 'client/**/*.test.{ts,tsx}', 'tests/project/**/*.test.ts']

export default defineConfig({
  test: {
    // Many tests wait for a clock, so that a processor left to others would idle.
    maxWorkers: '100%',
    sequence: { sequencer: AsListed },
    // Those with the longest files first.
    projects: [
      suite('world', { include: ['tests/world/**/*.test.ts'] }),
      suite('e2e', { include: ['tests/e2e/**/*.test.ts'], isBuilt: true }),
      suite('examples', { include: ['tests/examples/**/*.test.ts'], isBuilt: true }),
      suite('commands', { include: ['tests/commands/**/*.test.ts'], isBuilt: true }),
      suite('contract', { include: ['tests/contract/**/*.test.ts'] }),
      suite('protocol', { include: ['tests/protocol/**/*.test.ts'], isBuilt: true }),
      suite('security', { include: ['tests/security/**/*.test.ts'], isBuilt: true }),
      suite('trading', { include: ['tests/trading/**/*.test.ts'] }),
      suite('captures', { include: ['tests/captures/**/*.test.ts'], isBuilt: true }),
      suite('feeds', { include: ['tests/feeds/**/*.test.ts'] }),
      suite('unit', { include: unitTests, inThreads: true }),
    ],
  },
})
