import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryDir } from '../../tests/support/temporary-dir.js'
import { makeFolder, whyNotWritable } from './writable-folder.js'

describe('a folder to keep files in', () => {
  it('is made with those above it, as often as it is asked for', () => {
    using place = temporaryDir()
    const folder = join(place.path, 'a', 'b')
    makeFolder(folder)
    makeFolder(folder)
    expect(whyNotWritable(folder)).toBeNull()
  })

  it('is not made of a file, nor below one', () => {
    using place = temporaryDir()
    const file = join(place.path, 'file')
    writeFileSync(file, '')
    expect(whyNotWritable(file)).toBe(`${file} is a file, where a folder is wanted`)
    const below = join(file, 'folder')
    expect(whyNotWritable(below)).toBe(`${below} is a file or lies below one, where a folder is wanted`)
  })

  it.skipIf(process.platform !== 'linux')('is not sought for ever where the system makes none', () => {
    expect(() => makeFolder('/proc/gammacast/data')).toThrow('ENOENT')
    expect(whyNotWritable('/proc/gammacast/data')).toContain('no folder can be made there')
  })

  it('is taken with folders in it', () => {
    using place = temporaryDir()
    mkdirSync(join(place.path, 'recordings'))
    expect(whyNotWritable(place.path)).toBeNull()
  })
})
