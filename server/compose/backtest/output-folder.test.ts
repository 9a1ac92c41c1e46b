import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { temporaryDir, type TemporaryDir } from '../../../tests/support/temporary-dir.js'
import { checkFolder, fillFolder } from './output-folder.js'

const files = new Map([
  ['one.csv', 'a\n'],
  ['two.json', '{}\n'],
])
const never = new AbortController().signal

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
    await expect(fillFolder(home.path, files, never)).rejects.toThrow('is not empty')
    expect(readdirSync(home.path)).toEqual(['mine.txt'])
  })

  it.each(['a-file', 'a-file/below'])('is refused as %s', async (name) => {
    writeFileSync(join(home.path, 'a-file'), '')
    await expect(checkFolder(join(home.path, name))).rejects.toThrow('is a file or lies below one')
    await expect(fillFolder(join(home.path, name), files, never)).rejects.toThrow('is a file or lies below one')
    expect(readdirSync(home.path)).toEqual(['a-file'])
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
