import { describe, expect, it } from 'vitest'
import { StoreUnavailable } from '../journal.js'
import type { SqlDatabase, SqlSession } from '../sql-database.js'
import { CommitQueue } from './commit-queue.js'

/** A database that notes its statements; a transaction ends as it is told, in the order in which they were begun. */
class ScriptedDatabase implements SqlDatabase {
  readonly dialect = {
    countedKey: '',
    withGivenKey: '',
    countFrom: () => [],
    bytes: '',
    walksRows: false,
    jsonText: () => '',
    textsIn: () => '',
  }
  readonly readsAtOnce = { searches: 1, others: 1 }
  readonly transactions: string[][] = []
  readonly ends: Promise<void>[]

  constructor(...ends: Promise<void>[]) {
    this.ends = ends
  }

  read(): Promise<never> {
    return Promise.reject(new Error('Nobody reads here'))
  }

  async transaction<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    const statements: string[] = []
    this.transactions.push(statements)
    const result = await work({
      run: (sql) => {
        statements.push(sql)
        return Promise.resolve([])
      },
    })
    await this.ends.shift()
    return result
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}

const note = (text: string) => async (session: SqlSession) => {
  await session.run(text)
  return text
}

const notesOf = (statements: readonly string[] = []) => statements.filter((sql) => !sql.includes('SAVEPOINT'))

/** A promise that ends as it is told. */
function gateway() {
  let resolve = () => {}
  let reject: (reason: Error) => void = () => {}
  const promise = new Promise<void>((onResolve, onReject) => {
    resolve = onResolve
    reject = onReject
  })
  return { promise, resolve, reject }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

describe('The queue of commits', () => {
  it('commits what was asked for in one turn together, and what comes meanwhile in the next transaction', async () => {
    const gate = gateway()
    const database = new ScriptedDatabase(gate.promise)
    const queue = new CommitQueue(database)
    const first = ['a', 'b', 'c'].map((text) => queue.run(note(text)))
    await turn()
    const later = ['d', 'e'].map((text) => queue.run(note(text)))
    await turn()
    expect(database.transactions.map(notesOf)).toEqual([['a', 'b', 'c']])
    gate.resolve()
    expect(await Promise.all([...first, ...later])).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(database.transactions.map(notesOf)).toEqual([
      ['a', 'b', 'c'],
      ['d', 'e'],
    ])
  })

  it('answers after the commit, not before', async () => {
    const gate = gateway()
    const queue = new CommitQueue(new ScriptedDatabase(gate.promise))
    let isAnswered = false
    const asked = queue.run(note('a')).then(() => (isAnswered = true))
    for (let turns = 0; turns < 5; turns += 1) await turn()
    expect(isAnswered).toBe(false)
    gate.resolve()
    await asked
  })

  it('holds no more in a transaction than its bound', async () => {
    const database = new ScriptedDatabase()
    const queue = new CommitQueue(database, { maxBatch: 2 })
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map((text) => queue.run(note(text))))
    expect(database.transactions.map(notesOf)).toEqual([['a', 'b'], ['c', 'd'], ['e']])
  })

  it('refuses all that waits when the database is not available, and works again after', async () => {
    const cause = new Error('The wire was cut')
    const gate = gateway()
    const database = new ScriptedDatabase(gate.promise)
    const queue = new CommitQueue(database)
    const begun = queue.run(note('a'))
    await turn()
    const waiting = queue.run(note('b'))
    gate.reject(new StoreUnavailable('Gone', { cause, outcomeUnknown: true }))
    await expect(begun).rejects.toMatchObject({ name: 'StoreUnavailable', outcomeUnknown: true })
    await expect(waiting).rejects.toMatchObject({ name: 'StoreUnavailable', outcomeUnknown: false, cause })
    expect(await queue.run(note('c'))).toBe('c')
    expect(database.transactions.map(notesOf)).toEqual([['a'], ['c']])
  })
})
