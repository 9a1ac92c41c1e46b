import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openRecordingFile, readLines, type RecordingFile } from './recording-file.js'

let folder = ''
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'recording-'))))
afterAll(() => rm(folder, { recursive: true }))

let files = 0
async function fileOf(content: string | Uint8Array): Promise<RecordingFile> {
  const path = join(folder, `${(files += 1)}.jsonl`)
  await writeFile(path, content)
  return openRecordingFile(path)
}

async function linesOf(file: RecordingFile): Promise<string[]> {
  const lines: string[] = []
  for await (const { text, isWhole } of readLines(file)) lines.push(isWhole ? text : `${text} …`)
  return lines
}

describe('the lines of a recording', () => {
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
    const lines = await linesOf(await fileOf(gzipSync(`${'x'.repeat(40 * 1024 * 1024)}\ntwo\n`)))
    expect([(lines[0]?.length ?? 0) < 17 * 1024 * 1024, lines.slice(1)]).toEqual([true, ['two']])
  })
})

describe('a file that is not a recording', () => {
  it.each([
    ['zstd', '28b52ffd00'],
    ['xz', 'fd377a585a'],
    ['bzip2', '425a683931'],
    ['zip', '504b030414'],
  ])('is said to be packed with %s', async (packing, magic) => {
    await expect(fileOf(Buffer.from(magic, 'hex'))).rejects.toThrow(packing)
  })

  it('is said to be a folder or a device', async () => {
    await expect(openRecordingFile(folder)).rejects.toThrow('folder')
    await expect(openRecordingFile('/dev/zero')).rejects.toThrow('no file')
  })

  it('fails when its gzip data are not what they were', async () => {
    const packed = gzipSync('one\n'.repeat(1_000))
    packed[packed.length - 6] = (packed.at(-6) ?? 0) ^ 0xff
    const file = await fileOf(packed)
    await expect(linesOf(file)).rejects.toThrow('incorrect')
  })
})
