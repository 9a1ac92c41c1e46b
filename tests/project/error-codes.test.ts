import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { errorCodes } from '../../server/graphql/errors.js'

/** Every code that stands in a source of ours, wherever it is made. */
function codesOfSources(): string[] {
  const files = readdirSync('server', { recursive: true, encoding: 'utf8' })
  const sources = files.filter(
    (name) => name.endsWith('.ts') && !name.includes('generated') && !name.endsWith('.test.ts'),
  )
  const made = /(?:\bcode(?:: |\.* = )|apiError\(\s*)'([A-Z]+(?:_[A-Z]+)+)'/g
  return sources.flatMap((name) =>
    [...readFileSync(join('server', name), 'utf8').matchAll(made)].map(([, code = '']) => code),
  )
}

it('all codes of errors stand on one page, with what they mean', () => {
  const page = readFileSync('docs/errors.md', 'utf8')
  const table = [...page.matchAll(/^- `([A-Z_]+)`/gm)].map(([, code = '']) => code)
  expect(table.toSorted()).toEqual(Object.keys(errorCodes).toSorted())
  const made = codesOfSources()
  expect(made.length).toBeGreaterThan(10)
  expect(made.filter((code) => !table.includes(code))).toEqual([])
})
