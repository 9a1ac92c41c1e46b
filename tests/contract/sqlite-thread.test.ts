import { once } from 'node:events'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'
import { StoreUnavailable } from '../../server/storage/journal.js'
import { SqliteDatabase } from '../../server/storage/sqlite/sqlite-database.js'
import { SqliteThread } from '../../server/storage/sqlite/sqlite-thread.js'
import { temporaryDir } from '../support/temporary-dir.js'

/** A file that is written on a thread of its own, which the test can end. */
async function writtenOnThread() {
  const dir = temporaryDir()
  const path = join(dir.path, 'test.db')
  const writer = new SqliteThread().connect({ path, busyTimeoutMs: 1_000, readOnly: false })
  const started = once(process, 'worker') as Promise<[Worker]>
  await writer.run('CREATE TABLE t (a INTEGER)')
  const [thread] = await started
  const database = new SqliteDatabase(path, writer)
  return {
    database,
    endThread: () => thread.terminate(),
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]()
      dir[Symbol.dispose]()
    },
  }
}

it('a transaction ends with its thread: nothing of it is kept, and the next one is', async () => {
  await using opened = await writtenOnThread()
  const { database, endThread } = opened
  const writing = database.transaction(async (session) => {
    await session.run('INSERT INTO t VALUES (1)')
    await endThread()
    await session.run('INSERT INTO t VALUES (2)')
  })
  await expect(writing).rejects.toThrow(StoreUnavailable)
  await database.transaction((session) => session.run('INSERT INTO t VALUES (3)'))
  expect(await database.read('SELECT a FROM t')).toEqual([{ a: 3 }])
})

it('a thread that ends while a statement of a transaction runs is told as a store that cannot be reached', async () => {
  await using opened = await writtenOnThread()
  const { database, endThread } = opened
  const writing = database.transaction(async (session) => {
    await session.run('INSERT INTO t VALUES (1)')
    await Promise.all([session.run('INSERT INTO t VALUES (2)'), endThread()])
  })
  await expect(writing).rejects.toThrow(StoreUnavailable)
  await database.transaction((session) => session.run('INSERT INTO t VALUES (3)'))
  expect(await database.read('SELECT a FROM t')).toEqual([{ a: 3 }])
})
