import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, it } from 'vitest'
import { projectFiles } from '../support/project-files.js'

const sources = projectFiles('server').filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))

/** Files that a source starts by their place beside it, such as threads. */
function startedByFile(source: string): string[] {
  const texts = readFileSync(source, 'utf8').matchAll(/new URL\('(\.[^']+)', import\.meta\.url\)/g)
  return [...texts].map(([, path = '']) => normalize(join(dirname(source), path)))
}

it('every program and every thread of the server is built as a file of its own', () => {
  const programs = sources.filter((file) => /^server\/([\w-]+-)?main\.ts$/.test(file))
  const wanted = [...programs, ...sources.flatMap(startedByFile)]
  const config = readFileSync('scripts/server.vite.config.mjs', 'utf8')
  expect(wanted.length).toBeGreaterThanOrEqual(4)
  expect(wanted.filter((file) => !config.includes(`'${file}'`))).toEqual([])
})
