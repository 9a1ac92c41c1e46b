import { defineConfig } from 'vitest/config'
import { suite } from '../../vitest.config.js'
import { failedFiles } from './failed-files.js'

/** The tests that have to notice a change: those of the folders that `npm run mutate` names. */
const folders = process.env.MUTATION_TESTS?.split(',') ?? []
const include = folders.map((folder) => `${folder}/**/*.test.{ts,tsx}`)
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
