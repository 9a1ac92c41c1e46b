import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openLineFile, readLines, type LineFile } from './line-file.js'

let folder = ''
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'recording-'))))
afterAll(() => rm(folder, { recursive: true }))

let files = 0
async function fileOf(content: string | Uint8Array): Promise<LineFile> {
  const path = join(folder, `${(files += 1)}.jsonl`)
  await writeFile(path, content)
  return openLineFile(path)
}

async function linesOf(file: LineFile): Promise<string[]> {
  const lines: string[] = []
  for await (const { text, isWhole } of readLines(file, { mayBeCutOff: true })) lines.push(isWhole ? text : `${text} …`)
  return lines
}

describe('the lines of a file', () => {
  it.each([
    ['of Unix', 'one\ntwo\n'],
    ['of Windows', 'one\r\ntwo\r\n'],
    ['of an old Mac', 'one\rtwo\r'],
    ['packed with gzip', gzipSync('one\ntwo\n')],
    ['packed in two parts', Buffer.concat([gzipSync('one\n'), gzipSync('two\n')])],
    ['in UTF-8 with a mark', '\uFEFFone\ntwo\n'],
    ['in UTF-16 with a mark', Buffer.from('\uFEFFone\ntwo\n', 'utf16le')],
  ])('are read: %s', async (_, content) => {
    expect(await linesOf(await fileOf(content))).toEqual(['one', 'two'])
  })

  it('are read as far as they go of a packed file that was cut off', async () => {
    const text = Array.from({ length: 20_000 }, (_, at) => `line ${at * 7919}`)
    const packed = gzipSync(`${text.join('\n')}\n`)
    const lines = await linesOf(await fileOf(packed.subarray(0, packed.length / 2)))
    expect(lines.length).toBeGreaterThan(5_000)
    expect(lines.slice(0, -1)).toEqual(text.slice(0, lines.length - 1))
    expect(lines.at(-1)).toMatch(/ …$/)
  })

  it('have the numbers that an editor shows, wherever the file is cut into chunks', async () => {
    const text = `one\r\n\r\n\ntwo\n${'x'.repeat(200_000)}\r\n${'y\r\n'.repeat(50_000)}last`
    const numbers = new Map<string, number>()
    for await (const { text: line, number } of readLines(await fileOf(text))) numbers.set(line.slice(0, 4), number)
    expect(Object.fromEntries(numbers)).toEqual({ one: 1, two: 4, xxxx: 5, y: 50_005, last: 50_006 })
  })

  it('tell how much of the file they came from', async () => {
    const file = await fileOf(gzipSync('one line of many\n'.repeat(100_000)))
    const told: number[] = []
    for await (const _ of readLines(file, { onRead: (bytes) => told.push(bytes) })) void _
    expect(told.at(-1)).toBe(file.bytes)
  })

  it('fail where a packed file was cut off, unless that is expected', async () => {
    const packed = gzipSync('one\ntwo\n')
    const file = await fileOf(packed.subarray(0, packed.length - 9))
    const readAll = async () => {
      for await (const _ of readLines(file)) void _
    }
    await expect(readAll()).rejects.toThrow('unexpected end of file')
  })

  it('say when the last one is cut off, and are zero for an empty file', async () => {
    expect(await linesOf(await fileOf('one\ntwo'))).toEqual(['one', 'two …'])
    expect(await linesOf(await fileOf(''))).toEqual([])
    expect(await linesOf(await fileOf(gzipSync('')))).toEqual([])
  })

  it('are those that were there when it was opened', async () => {
    const file = await fileOf('one\n')
    await appendFile(file.path, 'two\n')
    expect(await linesOf(file)).toEqual(['one'])
  })

  it('are cut where one goes on for ever', async () => {
    const lines = await linesOf(await fileOf(gzipSync(`${'x'.repeat(20 * 1024 * 1024)}\ntwo\n`)))
    expect([(lines[0]?.length ?? 0) < 17 * 1024 * 1024, lines.slice(1)]).toEqual([true, ['two']])
  })
})

describe('a file that cannot be read', () => {
  it.each([
    ['zstd', '28b52ffd00'],
    ['xz', 'fd377a585a'],
    ['bzip2', '425a683931'],
    ['zip', '504b030414'],
  ])('is said to be packed with %s', async (packing, magic) => {
    await expect(fileOf(Buffer.from(magic, 'hex'))).rejects.toThrow(packing)
  })

  it('is said to be a folder or a device, or not there', async () => {
    await expect(openLineFile(folder)).rejects.toThrow('folder')
    await expect(openLineFile('/dev/zero')).rejects.toThrow('no file')
    await expect(openLineFile(`${folder}/none`)).rejects.toThrow('there is no such file')
  })

  it('fails when its gzip data are not what they were', async () => {
    const packed = gzipSync('one\n'.repeat(1_000))
    packed[packed.length - 6] = (packed.at(-6) ?? 0) ^ 0xff
    const file = await fileOf(packed)
    await expect(linesOf(file)).rejects.toThrow('incorrect')
  })
})
