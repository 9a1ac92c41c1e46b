import { defineConfig } from 'vitest/config'
import { suite } from '../../vitest.config.js'
import { failedFiles } from './failed-files.js'

/** The tests that have to notice a change: the files that `npm run mutate` names, and all of the folders. */
const named = process.env.MUTATION_TESTS?.split(',') ?? []
const include = named.map((name) => (/\.test\.tsx?$/.test(name) ? name : `${name}/**/*.test.{ts,tsx}`))
const { test, ...rest } = suite('mutation', { include })

/** A changed program may wait forever. The test that waits has noticed the change. */
const noticedAfterMs = 10_000

export default defineConfig({
  ...rest,
  test: {
    ...test,
    reporters: [failedFiles()],
    testTimeout: noticedAfterMs,
    hookTimeout: noticedAfterMs,
  },
})
