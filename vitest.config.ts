import { createRequire } from 'node:module'
import { defineConfig } from 'vitest/config'

const require = createRequire(import.meta.url)

/** Vitest would load graphql as ESM for us and as CommonJS for the libraries; two copies refuse each other's schemas. */
const alias = [{ find: /^graphql$/, replacement: require.resolve('graphql') }]

const suite = (name: string, include: string[], timeoutMs: number) => ({
  resolve: { alias },
  test: { name, include, environment: 'node' as const, testTimeout: timeoutMs, hookTimeout: timeoutMs },
})

export default defineConfig({
  test: {
    projects: [
      suite('unit', ['server/**/*.test.ts', 'client/src/**/*.test.{ts,tsx}', 'tests/project/**/*.test.ts'], 10_000),
      suite('contract', ['tests/contract/**/*.test.ts'], 30_000),
      suite('protocol', ['tests/protocol/**/*.test.ts'], 60_000),
      suite('feeds', ['tests/feeds/**/*.test.ts'], 120_000),
      suite('captures', ['tests/captures/**/*.test.ts'], 60_000),
      suite('e2e', ['tests/e2e/**/*.test.ts'], 120_000),
    ],
  },
})
