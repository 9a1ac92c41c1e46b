import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { projectFiles } from '../support/project-files.js'

const jsonFiles = projectFiles().filter((file) => file.endsWith('.json') && !file.endsWith('package-lock.json'))
const packageFiles = jsonFiles.filter((file) => /(^|\/)package\.json$/.test(file))
const read = (file: string) => readFileSync(file, 'utf8')

/** Keys that an object of this JSON text has twice. `JSON.parse` would keep the last one and say nothing. */
function doubledKeys(text: string): string[] {
  const doubled: string[] = []
  const look = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const keys = node.properties.flatMap(({ name }) => (name && ts.isStringLiteral(name) ? [name.text] : []))
      doubled.push(...keys.filter((key, index) => keys.indexOf(key) !== index))
    }
    node.forEachChild(look)
  }
  look(ts.parseJsonText('file.json', text))
  return doubled
}

type Versions = Readonly<Record<string, string>>

/** Packages of which another version could be installed tomorrow. */
function inexact(versions: Versions = {}): string[] {
  return Object.entries(versions).flatMap(([name, version]) =>
    /^(npm:[\w@/.-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version) ? [] : [`${name}@${version}`],
  )
}

describe('the JSON files', () => {
  it.each(jsonFiles)('%s has no key twice', (file) => {
    expect(doubledKeys(read(file))).toEqual([])
  })

  it('are looked at in depth', () => {
    expect(doubledKeys('{ "a": { "b": 1, "c": [{ "d": 1, "d": 2 }], "b": 2 } }')).toEqual(['b', 'd'])
  })
})

describe('the packages', () => {
  it.each(packageFiles)('%s has exact versions', (file) => {
    const { dependencies, devDependencies, overrides } = JSON.parse(read(file)) as Record<string, Versions>
    expect([dependencies, devDependencies, overrides].flatMap(inexact)).toEqual([])
  })

  it('are exact when one number is meant', () => {
    expect(
      inexact({ a: '1.2.3', b: '^1.2.3', c: '1.2', d: 'latest', e: '2.0.0-rc.1', f: 'npm:@a/b@1.2.3', g: 'npm:b@^1' }),
    ).toEqual(['b@^1.2.3', 'c@1.2', 'd@latest', 'g@npm:b@^1'])
  })

  it('have the same version wherever they stand', () => {
    const stands = packageFiles.flatMap((file) => {
      const { dependencies, devDependencies } = JSON.parse(read(file)) as Record<string, Versions>
      return Object.entries({ ...dependencies, ...devDependencies })
    })
    const versions = new Map(stands)
    expect(stands.filter(([name, version]) => versions.get(name) !== version)).toEqual([])
  })
})
