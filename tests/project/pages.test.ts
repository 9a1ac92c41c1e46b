import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const pages = ['README.md', 'CONTRIBUTING.md', ...readdirSync('docs').map((file) => `docs/${file}`)]
const read = (page: string) => readFileSync(page, 'utf8')

it.each(pages)('tables of %s can be read as text, in 120 columns', (page) => {
  const rows = read(page)
    .split('\n')
    .filter((line) => line.startsWith('|'))
  expect(rows.filter((row) => row.length > 120)).toEqual([])
})

const foldersIn = (parent: string) =>
  readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)

/** From where a page may name a file. */
const roots = ['.', 'server', 'client/src']
const built = ['dist', 'data', 'node_modules']

/** Paths in backticks that begin with a folder of ours. */
function namedPaths(text: string): readonly string[] {
  const known = new Set(roots.flatMap(foldersIn))
  return [...text.matchAll(/`([\w.-]+(?:\/[\w.-]+)*\/?)`/g)]
    .map(([, path = '']) => path)
    .filter(
      (path) => path.includes('/') && known.has(path.split('/')[0] ?? '') && !built.includes(path.split('/')[0] ?? ''),
    )
}

it.each(pages)('files and folders that %s names exist', (page) => {
  const missing = namedPaths(read(page)).filter((path) => !roots.some((root) => existsSync(`${root}/${path}`)))
  expect(missing).toEqual([])
})
