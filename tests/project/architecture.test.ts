import { existsSync, readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'

const walls = pathToFileURL('.dependency-cruiser.mjs').href
const { mayImport } = (await import(walls)) as { mayImport: Readonly<Record<string, readonly string[]>> }
const [, list = ''] = readFileSync('docs/architecture.md', 'utf8').split('## The rooms')
const [section = ''] = list.split('\n## ')
/** "- `server/lib`: …" or "- `server/storage/sqlite`, `server/storage/postgres`: …". */
const rooms = [...section.matchAll(/^- ((?:`[\w/]+`(?:, )?)+):/gm)].flatMap(([, names = '']) => names.match(/[\w/]+/g))

it('docs/architecture.md lists the rooms that have walls, and no others', () => {
  expect([...rooms].sort()).toEqual(['schema', ...Object.keys(mayImport)].sort())
})

it('every room and every port that the walls name is there', () => {
  const names = [...Object.keys(mayImport), ...Object.values(mayImport).flat()]
  expect(names.filter((name) => !existsSync(name))).toEqual([])
})
