import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { temporaryDir, type TemporaryDir } from '../../../tests/support/temporary-dir.js'
import { checkFolder, fillFolder } from './output-folder.js'

const files = new Map([
  ['one.csv', 'a\n'],
  ['two.json', '{}\n'],
])
const never = new AbortController().signal

function isMountPoint(folder: string): boolean {
  return existsSync(folder) && statSync(folder).dev !== statSync(join(folder, '..')).dev
}

const mountPoint = ['/dev/shm', '/sys', '/proc'].find(isMountPoint)

let home: TemporaryDir
beforeEach(() => {
  home = temporaryDir()
})
afterEach(() => home[Symbol.dispose]())

describe('the folder of a run', () => {
  it.each(['new', 'new/below/another', 'empty'])('is filled when it is %s', async (name) => {
    mkdirSync(join(home.path, 'empty'))
    const folder = join(home.path, name)
    await checkFolder(folder)
    await fillFolder(folder, files, never)
    expect(readdirSync(folder)).toEqual(['one.csv', 'two.json'])
    expect(readFileSync(join(folder, 'one.csv'), 'utf8')).toBe('a\n')
  })

  it('is not made by looking', async () => {
    await checkFolder(join(home.path, 'new/below'))
    expect(readdirSync(home.path)).toEqual([])
  })

  it('is refused when something is in it, and that stays', async () => {
    writeFileSync(join(home.path, 'mine.txt'), 'mine')
    await expect(checkFolder(home.path)).rejects.toThrow(
      /^npm run backtest: --out \S+ is not empty: --out takes a folder/,
    )
    expect(readdirSync(home.path)).toEqual(['mine.txt'])
  })

  it.each(['a-file', 'a-file/below'])('is refused as %s', async (name) => {
    writeFileSync(join(home.path, 'a-file'), '')
    await expect(checkFolder(join(home.path, name))).rejects.toThrow('is a file or lies below one')
    expect(readdirSync(home.path)).toEqual(['a-file'])
  })

  it('is refused below what became a file', async () => {
    writeFileSync(join(home.path, 'a-file'), '')
    await expect(fillFolder(join(home.path, 'a-file/below'), files, never)).rejects.toThrow('lies below one')
    expect(readdirSync(home.path)).toEqual(['a-file'])
  })

  it.each(['a-folder', 'nothing'])('is refused as a link to %s', async (target) => {
    mkdirSync(join(home.path, 'a-folder'))
    symlinkSync(join(home.path, target), join(home.path, 'link'))
    await expect(checkFolder(join(home.path, 'link'))).rejects.toThrow('/link is a symbolic link: --out takes a folder')
  })

  it('may lie below a link', async () => {
    mkdirSync(join(home.path, 'a-folder'))
    symlinkSync(join(home.path, 'a-folder'), join(home.path, 'link'))
    await checkFolder(join(home.path, 'link/new'))
    await fillFolder(join(home.path, 'link/new'), files, never)
    expect(readdirSync(join(home.path, 'a-folder/new'))).toEqual(['one.csv', 'two.json'])
  })

  it.runIf(mountPoint !== undefined)('is refused where a disk is mounted', async () => {
    await expect(checkFolder(mountPoint ?? '')).rejects.toThrow(`--out ${mountPoint} is where a disk is mounted`)
  })

  it('is kept beside its place, and named, when it cannot take that', async () => {
    const folder = join(home.path, 'out')
    mkdirSync(folder)
    writeFileSync(join(folder, 'mine.txt'), 'mine')
    const failure: unknown = await fillFolder(folder, files, never).catch((error: unknown) => error)
    const [, aside = ''] = /is not empty: the files are in (\S+)$/.exec(String(failure)) ?? []
    expect(readdirSync(aside)).toEqual(['one.csv', 'two.json'])
    expect(readdirSync(folder)).toEqual(['mine.txt'])
  })

  it('is refused where the system makes no folders', async () => {
    await expect(fillFolder('/proc/backtest', files, never)).rejects.toThrow(
      /--out \/proc\/backtest (cannot|is on a file)/,
    )
  })

  it('is left as it was when the run is stopped', async () => {
    const reason = new Error('stopped')
    await expect(fillFolder(join(home.path, 'new'), files, AbortSignal.abort(reason))).rejects.toBe(reason)
    expect(readdirSync(home.path)).toEqual([])
  })
})
