import { defineConfig } from 'vitest/config'
import { suite } from '../../vitest.config.js'

/** The tests that have to notice a change: those of the folders that `npm run mutate` names. */
const folders = process.env.MUTATION_TESTS?.split(',') ?? []
const { test, ...rest } = suite('mutation', { include: folders.map((folder) => `${folder}/**/*.test.{ts,tsx}`) })

/** A changed program may wait forever. The test that waits has noticed the change. */
const noticedAfterMs = 10_000

export default defineConfig({ ...rest, test: { ...test, testTimeout: noticedAfterMs, hookTimeout: noticedAfterMs } })
