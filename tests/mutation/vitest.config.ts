import { defineConfig } from 'vitest/config'
import { suite } from '../../vitest.config.js'

/** The tests that have to notice a change: those of the folders that `npm run mutate` names. */
const folders = process.env.MUTATION_TESTS?.split(',') ?? []

export default defineConfig(suite('mutation', { include: folders.map((folder) => `${folder}/**/*.test.{ts,tsx}`) }))
