import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openFrameRecorder } from './frame-recorder.js'
import { readRecordedLine } from './recorded-line.js'

let folder = ''
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'recorder-'))))
afterAll(() => rm(folder, { recursive: true }))

async function linesOf(file: string): Promise<string[]> {
  return (await readFile(file, 'utf8')).trimEnd().split('\n')
}

it('keeps frames as they came, one a line, in a file that can be played', async () => {
  const recorder = await openFrameRecorder(join(folder, 'a', 'b'), 'today')
  recorder.write('{"id":1,\n"result":225046781992378368}', 1_781_510_400_000)
  recorder.write('not { json', 1_781_510_400_001)
  await recorder[Symbol.asyncDispose]()
  expect(recorder.file).toBe(join(folder, 'a', 'b', 'today.jsonl'))
  const [first = '', second = ''] = await linesOf(recorder.file)
  expect(first).toBe('{"receivedTimeMs":1781510400000,"frame":{"id":1, "result":225046781992378368}}')
  expect(readRecordedLine(first)).toMatchObject({ receivedTimeMs: 1_781_510_400_000, message: { id: 1 } })
  expect(JSON.parse(second)).toEqual({ receivedTimeMs: 1_781_510_400_001, text: 'not { json' })
})

it('goes on in the same file, and takes nothing more once closed', async () => {
  for (const id of [1, 2]) {
    const recorder = await openFrameRecorder(folder, 'again')
    recorder.write(`{"id":${id},"result":"ok"}`, id)
    await recorder[Symbol.asyncDispose]()
    recorder.write('{"id":9,"result":"ok"}', 9)
    expect(recorder.lost).toBe(1)
  }
  expect(await linesOf(join(folder, 'again.jsonl'))).toHaveLength(2)
})

it('keeps the file for the user of the server alone, also one that is there already', async () => {
  const shared = join(folder, 'shared.jsonl')
  await writeFile(shared, '')
  await chmod(shared, 0o666)
  for (const name of ['new', 'shared']) {
    await using recorder = await openFrameRecorder(folder, name)
    expect((await stat(recorder.file)).mode & 0o777).toBe(0o600)
  }
})

it('says at once when it cannot write', async () => {
  await expect(openFrameRecorder('/dev/null/nowhere', 'x')).rejects.toThrow()
})
