import { describe, expect, it } from 'vitest'
import { historyCommand } from './history-command.js'

const read = (line: string) => historyCommand(line === '' ? [] : line.split(' '), '/home/ann')

describe('the arguments of npm run history', () => {
  it('name files from where the user stands', () => {
    expect(read('import one.txt /tmp/two.csv.gz --name my-import_2')).toEqual({
      kind: 'import',
      name: 'my-import_2',
      files: ['/home/ann/one.txt', '/tmp/two.csv.gz'],
    })
  })

  it('may be a command alone', () => {
    expect(read('list')).toEqual({ kind: 'list' })
    expect(read('verify')).toEqual({ kind: 'verify', id: null })
    expect(read('verify DERIBIT:mine')).toEqual({ kind: 'verify', id: 'DERIBIT:mine' })
    expect(read('remove DERIBIT:mine')).toEqual({ kind: 'remove', id: 'DERIBIT:mine' })
  })

  it('name a range and a file to export into', () => {
    expect(read('export DERIBIT:mine --out day.ndjson --from 2026-01-05 --to 2026-01-05T12:30+02:00')).toEqual({
      kind: 'export',
      id: 'DERIBIT:mine',
      fromMs: Date.UTC(2026, 0, 5),
      toMs: Date.UTC(2026, 0, 5, 10, 30),
      out: '/home/ann/day.ndjson',
    })
    expect(read('export a --out /tmp/b')).toMatchObject({ fromMs: null, toMs: null, out: '/tmp/b' })
  })

  it.each([
    ['', 'Usage: npm run history'],
    ['import', '--name is missing'],
    ['import --name a', 'import needs a file'],
    ['import x --name', '--name'],
    ['import x --name A', '--name "A" is no name: 1 to 64 of'],
    ['import x --name ../a', 'is no name'],
    ['import x --name a --name b', '--name is given twice'],
    ['import x ./x --name a', 'the file /home/ann/x is named twice'],
    [
      `import ${Array.from({ length: 1_001 }, (_, at) => at).join(' ')} --name a`,
      'at most 1000 files at a time, not 1001',
    ],
    ['import x --names a', 'the options are --name'],
    ['list all', 'list takes no "all"'],
    ['list --name a', 'list takes no --name'],
    ['export --out a', 'export needs a recording'],
    ['export a', '--out is missing: the file to write, for example day.ndjson'],
    ['export a --out b --from yesterday', '--from "yesterday" is not a time such as 2026-01-05'],
    ['export a --out b --to 2026-02-30', '--to "2026-02-30" is not a time such as'],
    [
      'export a --out b --from 2026-01-05 --to 2026-01-05',
      '--to 2026-01-05T00:00:00.000Z is not after --from 2026-01-05T00',
    ],
    ['export a --out b --name c', 'export takes no --name'],
    ['verify a b', 'verify takes one recording, but "b" came after it'],
    ['remove', 'remove needs a recording: "npm run history -- list" shows them'],
    ['remove a b', 'remove takes one recording, but "b" came after it'],
    ['prune', '"prune" is no command: there are list, import'],
  ])('are refused: %s', (line, why) => {
    expect(() => read(line)).toThrow(why)
    expect(() => read(line)).toThrow('Usage: npm run history')
  })
})
