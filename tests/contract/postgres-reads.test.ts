import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { StoreUnavailable } from '../../server/storage/journal.js'
import { PostgresDatabase } from '../../server/storage/postgres/postgres-database.js'
import { readsInTurn } from '../../server/storage/sql/reads.js'
import { hasPostgres, startPostgres, type PostgresServer } from '../support/postgres.js'
import { until } from '../support/start-server.js'

describe.skipIf(!hasPostgres)('reading from PostgreSQL', () => {
  let server: PostgresServer
  let url: string
  beforeAll(async () => {
    server = await startPostgres()
    url = await server.createDatabase()
  })
  afterAll(() => server[Symbol.asyncDispose]())

  it('breaks off a query that takes too long, on the server too', async () => {
    await using database = new PostgresDatabase({ url, statementTimeoutMs: 100 })
    await using observer = new PostgresDatabase({ url })
    await expect(database.read('SELECT pg_sleep(600)')).rejects.toThrow(StoreUnavailable)
    const running = `SELECT pid FROM pg_stat_activity WHERE query LIKE '%pg_sleep%' AND state = 'active'
      AND pid <> pg_backend_pid()`
    await until(
      () => observer.read(running),
      (rows) => rows.length === 0,
    )
  })

  it('goes on with what waits after one query took too long', async () => {
    await using database = new PostgresDatabase({ url, statementTimeoutMs: 500 })
    const readsFor = readsInTurn(database, () => {})
    const { signal } = new AbortController()
    const ask = (sql: string) => readsFor({ source: 'a client', connection: {}, signal }).search(sql)
    const slow = Array.from({ length: database.readsAtOnce.searches }, () => ask('SELECT pg_sleep(600)'))
    const waits = ask('SELECT 1 AS one')
    const [ended] = await Promise.allSettled(slow)
    expect(ended).toMatchObject({ status: 'rejected', reason: { name: 'StoreUnavailable', isReached: true } })
    expect(await waits).toEqual([{ one: 1 }])
  })

  it('has connections left for the server itself, however much clients ask for', async () => {
    await using database = new PostgresDatabase({ url, statementTimeoutMs: 60_000 })
    const readsFor = readsInTurn(database, () => {})
    const { signal } = new AbortController()
    const asked: Promise<unknown>[] = []
    const lock = 5
    await database.transaction(async (session) => {
      await session.run(`SELECT pg_advisory_xact_lock(${lock})`)
      for (let client = 0; client < 30; client += 1) {
        const { read, search } = readsFor({ source: `client ${client}`, connection: {}, signal })
        // They wait for the lock.
        for (const ask of [read, search]) asked.push(ask(`SELECT pg_advisory_xact_lock_shared(${lock})`))
      }
      expect(await database.read('SELECT 1 AS one')).toEqual([{ one: 1 }])
    })
    expect(await Promise.all(asked)).toHaveLength(60)
  })
})
