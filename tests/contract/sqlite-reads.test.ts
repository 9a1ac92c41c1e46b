import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { StoreUnavailable } from '../../server/storage/journal.js'
import { readsInTurn } from '../../server/storage/sql/reads.js'
import { SqliteDatabase } from '../../server/storage/sqlite/sqlite-database.js'
import { maxQuestions } from '../../server/storage/sqlite/sqlite-thread.js'
import { temporaryDir } from '../support/temporary-dir.js'

function database() {
  const dir = temporaryDir()
  const database = new SqliteDatabase(join(dir.path, 'test.db'))
  return {
    database,
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]()
      dir[Symbol.dispose]()
    },
  }
}

/** Takes about a second of a processor. */
const long =
  'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000000) SELECT SUM(i) AS sum FROM n'

const piece =
  'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000) SELECT SUM(i) AS sum FROM n'

describe('reading from SQLite', () => {
  it('lets the process go on while a query takes long', async () => {
    await using opened = database()
    const order: string[] = []
    const reading = opened.database.read(long).then(() => order.push('read'))
    await new Promise((resolve) => setImmediate(resolve))
    order.push('turn')
    await reading
    expect(order).toEqual(['turn', 'read'])
  })

  it('sees what was committed before it was asked, and nothing of a transaction that runs', async () => {
    await using opened = database()
    await opened.database.transaction((session) => session.run('CREATE TABLE t (a INTEGER)'))
    for (let count = 1; count <= 20; count += 1) {
      await opened.database.transaction(async (session) => {
        await session.run('INSERT INTO t VALUES ($1)', [count])
        expect(await opened.database.read('SELECT COUNT(*) AS count FROM t')).toEqual([{ count: count - 1 }])
      })
      expect(await opened.database.read('SELECT COUNT(*) AS count FROM t')).toEqual([{ count }])
    }
  })

  it('rejects what SQLite or the parameters refuse, and answers the next', async () => {
    await using opened = database()
    await expect(opened.database.read('SELECT nonsense')).rejects.toThrow('nonsense')
    await expect(opened.database.read('SELECT $1 AS a', [])).rejects.toThrow('Wanted 1 parameters, got 0')
    await expect(opened.database.read('SELECT $1 AS a', [Number.NaN])).rejects.toThrow('not kept')
    await expect(opened.database.read('CREATE TABLE t (a)')).rejects.toThrow(StoreUnavailable)
    expect(await opened.database.read('SELECT $1 AS a', ['ä'])).toEqual([{ a: 'ä' }])
  })

  it('tells whoever asked when the rows are there, before anything is done with them', async () => {
    await using opened = database()
    const order: string[] = []
    const { signal } = new AbortController()
    const asker = { source: 'a', connection: {}, signal, goesOn: () => void order.push('goes on') }
    const reads = readsInTurn(opened.database, () => {})(asker)
    for (const read of [reads.read, reads.search]) {
      await read('SELECT 1 AS a')
      order.push('rows')
    }
    expect(order).toEqual(['goes on', 'rows', 'goes on', 'rows'])
  })

  it('reads a page of a client after at most one piece of the searches of others, however many they are', async () => {
    await using opened = database()
    const { database: file } = opened
    const answered: string[] = []
    const readsFor = readsInTurn(file, () => {})
    const { signal } = new AbortController()
    const reads = (source: string) => readsFor({ source, connection: {}, signal })
    const searches = ['a', 'a', 'a', 'b', 'b', 'c'].flatMap((source) =>
      Array.from({ length: 3 }, () =>
        reads(source)
          .search(piece)
          .then(() => answered.push('piece')),
      ),
    )
    for (let count = 1; count <= 3; count += 1) {
      await reads('healthy').read('SELECT 1 AS one')
      answered.push('page')
    }
    await Promise.all(searches)
    const between = answered.join(' ').split('page').slice(0, 3)
    for (const pieces of between) expect(pieces.trim().split(' ').length).toBe(1)
    expect(answered.filter((one) => one === 'piece')).toHaveLength(searches.length)
  })

  it('refuses a read when very many wait, and reads again when they are done', async () => {
    await using opened = database()
    const read = () => opened.database.read('SELECT 1 AS one')
    const waiting = Array.from({ length: maxQuestions }, read)
    await expect(read()).rejects.toThrow(StoreUnavailable)
    expect(await Promise.all(waiting)).toHaveLength(maxQuestions)
    expect(await read()).toEqual([{ one: 1 }])
  })

  it('answers what was asked before it closed', async () => {
    const dir = temporaryDir()
    const closing = new SqliteDatabase(join(dir.path, 'test.db'))
    const reading = Promise.all(Array.from({ length: 50 }, () => closing.read('SELECT 1 AS one')))
    await closing[Symbol.asyncDispose]()
    expect(await reading).toHaveLength(50)
    dir[Symbol.dispose]()
  })
})
