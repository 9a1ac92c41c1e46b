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
    expect(read('remove DERIBIT:mine')).toEqual({ kind: 'remove', id: 'DERIBIT:mine' })
  })

  it.each([
    ['', 'Usage: npm run history'],
    ['import', '--name is missing'],
    ['import --name a', 'import needs a file'],
    ['import x --name', '--name'],
    ['import x --name A', '--name "A" is no name: 1 to 64 of'],
    ['import x --name ../a', 'is no name'],
    ['import x --name a --name b', '--name stands twice'],
    ['import x ./x --name a', 'the file /home/ann/x is named twice'],
    [
      `import ${Array.from({ length: 1_001 }, (_, at) => at).join(' ')} --name a`,
      'at most 1000 files at a time, not 1001',
    ],
    ['import x --names a', 'the options are --name'],
    ['list all', 'list takes no "all"'],
    ['list --name a', 'list takes no --name'],
    ['remove', 'remove needs a recording: "npm run history -- list" shows them'],
    ['remove a b', 'remove takes one recording, and then "b" came'],
    ['prune', '"prune" is no command: there are list, import'],
  ])('are refused: %s', (line, why) => {
    expect(() => read(line)).toThrow(why)
  })
})
