import { expect, it } from 'vitest'
import { scopesOf, scopesOfAccount } from '../../server/auth/scopes.js'
import type { Account } from '../../server/domain/account.js'
import { tables } from '../../server/storage/migrations/0001-tables.js'
import { DatabaseTooNew, migrate } from '../../server/storage/migrations/migrate.js'
import { migrations } from '../../server/storage/migrations/migrations.js'
import type { SqlDatabase } from '../../server/storage/sql-database.js'
import { insertRow } from '../../server/storage/sql/columns.js'
import { StoreInUse } from '../../server/storage/store-lease.js'
import { noon } from '../support/builders.js'
import { describeOn } from '../support/store/describe-on.js'
import { readBack } from '../support/store/read-log.js'
import {
  account,
  newClosedTrade,
  newDecision,
  newOrderEvent,
  newScore,
  order,
  tokenRecord,
} from '../support/store/records.js'
import { engines } from '../support/store/store-home.js'

const now = () => noon
const newest = migrations.length

const versions = async (database: SqlDatabase) =>
  (await database.read('SELECT version FROM schema_migrations ORDER BY version')).map(({ version }) => version)

it('counts the migrations from 1 without a gap', () => {
  expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1))
})

for (const engine of engines) {
  describeOn(engine, 'migrated', (makeHome) => {
    it('goes from empty to the newest version, once', async () => {
      await using home = await makeHome()
      for (let start = 0; start < 2; start += 1) await (await home.open())[Symbol.asyncDispose]()
      await using database = home.openDatabase()
      expect(await versions(database)).toEqual(migrations.map(({ version }) => version))
    })

    it('brings a database of version 1 with what it holds to the newest', async () => {
      await using home = await makeHome()
      const decision = { ...newDecision(), seq: 1, recordedAtMs: noon }
      {
        await using database = home.openDatabase()
        await migrate(database, { now, migrations: [tables] })
        await database.transaction(async (session) => {
          const opened = {
            id: 'a',
            body: JSON.stringify(account('a')),
            opened_at: noon,
            decision_seq: 1,
            fill_seq: 0,
          }
          await insertRow(session, 'accounts', opened)
          const { id, accountId, seq, symbol, action, outcome } = decision
          const filters = { account_id: accountId, seq, symbol, action, outcome, recorded_at: noon }
          await insertRow(session, 'decisions', { id, ...filters, body: JSON.stringify(decision) })
        })
        expect(await versions(database)).toEqual([1])
      }
      await using store = await home.open()
      await using database = home.openDatabase()
      expect(await versions(database)).toEqual(migrations.map(({ version }) => version))
      expect(await readBack(store.journal.decisions, { action: ['BUY_TO_ENTER'] })).toEqual([decision])
      const { decisions } = await store.journal.commit({ accountId: 'a', decisions: [newDecision()] })
      expect(decisions[0]?.seq).toBe(2)
    })

    it('gives what an earlier release kept its place in the streams, and counts on from there', async () => {
      await using home = await makeHome()
      const misleading = 'It said "outcome":"STOP" and "status":"OPEN".'
      const made = [newDecision({ outcome: 'OPEN', reasoning: misleading }), newDecision({ reasoning: misleading })]
      const cancelled = order({ status: 'CANCELLED', cancelReason: misleading })
      const events = [newOrderEvent(), newOrderEvent({ change: 'CANCELLED', order: cancelled })]
      const trades = ['a', 'b', 'a'].map((accountId) => newClosedTrade({ accountId }))
      {
        await using database = home.openDatabase()
        await migrate(database, { now, migrations: migrations.slice(0, 4) })
        await database.transaction(async (session) => {
          for (const id of ['a', 'b']) {
            const seqs = { decision_seq: 2, fill_seq: 0, order_event_seq: 2 }
            await insertRow(session, 'accounts', { id, body: JSON.stringify(account(id)), opened_at: noon, ...seqs })
          }
          const row = (record: { id: string; accountId: string; symbol: string }, more: object) => ({
            id: record.id,
            account_id: record.accountId,
            symbol: record.symbol,
            recorded_at: noon,
            body: JSON.stringify({ ...record, recordedAtMs: noon, ...more }),
          })
          for (const [index, one] of made.entries()) {
            const seq = index + 1
            // The first was closed since.
            const outcome = one.outcome === null ? null : 'TARGET'
            await insertRow(session, 'decisions', { ...row(one, { seq }), seq, action: one.action, outcome })
          }
          for (const [index, one] of events.entries()) {
            const seq = index + 1
            await insertRow(session, 'order_events', { ...row(one, { seq }), seq })
          }
          for (const one of trades) await insertRow(session, 'closed_trades', { ...row(one, {}), outcome: one.outcome })
        })
      }
      await using store = await home.open()
      const { journal } = store
      const ids = (records: readonly { readonly id: string }[]) => records.map(({ id }) => id)
      expect(ids(await readBack(journal.decisionsAsMade, { outcome: ['OPEN'] }))).toEqual([made[0]?.id])
      expect(ids(await readBack(journal.decisionsAsMade, { outcome: ['STOP', 'TARGET'] }))).toEqual([])
      expect(ids(await readBack(journal.decisions, { outcome: ['TARGET'] }))).toEqual([made[0]?.id])
      expect(ids(await readBack(journal.orderEvents, { status: ['OPEN'] }))).toEqual([events[0]?.id])
      expect(ids(await readBack(journal.orderEvents, { status: ['CANCELLED'] }))).toEqual([events[1]?.id])
      expect(await readBack(journal.scoreEvents, {})).toEqual([])
      expect((await readBack(journal.closedTrades, {})).map(({ accountId, seq }) => [accountId, seq])).toEqual([
        ['a', 2],
        ['b', 1],
        ['a', 1],
      ])
      const scores = [newScore({ decisionId: made[0]?.id ?? '' })]
      const next = await journal.commit({ accountId: 'a', closedTrades: [newClosedTrade()], scores })
      expect([next.closedTrades[0]?.seq, next.scoreEvents[0]?.seq]).toEqual([3, 1])
      expect(await readBack(journal.scoreEvents, {})).toMatchObject([
        { outcome: 'STOP', decision: { id: made[0]?.id } },
      ])
    })

    it('tells of the accounts of an earlier release whether they have traded', async () => {
      await using home = await makeHome()
      const misleading = { invalidation: 'It said "positions":[{ and "trades":{"closed":1, and "trades":1' }
      const books = (positions: readonly object[], closed: number) => ({
        books: JSON.stringify({ ledger: { positions, trades: { closed, won: 0 } }, ...misleading }),
      })
      const published = (positions: readonly object[], trades: number | null) => ({
        published_positions: JSON.stringify({ asOf: noon, positions }),
        published_performance: JSON.stringify({ asOf: noon, figures: { trades }, ...misleading }),
      })
      const kept: Readonly<Record<string, object>> = {
        holds: books([{ symbol: 'BTC-PERPETUAL', exitPlan: null }], 0),
        held: books([], 12),
        idle: books([], 0),
        'says-it-holds': published([{ symbol: 'BTC-PERPETUAL' }], null),
        'says-it-held': published([], 3),
        'says-no-more': published([], null),
        'says-it-never-did': published([], 0),
      }
      {
        await using database = home.openDatabase()
        await migrate(database, { now, migrations: migrations.slice(0, 5) })
        await database.transaction(async (session) => {
          for (const [id, columns] of Object.entries(kept)) {
            const seqs = { decision_seq: 0, fill_seq: 0 }
            const row = { id, body: JSON.stringify(account(id)), opened_at: noon, ...seqs, ...columns }
            await insertRow(session, 'accounts', row)
          }
        })
        await migrate(database, { now })
        const bodies = await database.read('SELECT body FROM accounts ORDER BY position')
        const accounts = bodies.map(({ body }) => JSON.parse(String(body)) as Account)
        const traded = ['holds', 'held', 'says-it-holds', 'says-it-held']
        expect(accounts).toEqual(
          Object.keys(kept).map((id) => ({ ...account(id), ...(traded.includes(id) && { hasTraded: true }) })),
        )
      }
    })

    it('gives the tokens of an earlier release an id, a name and the scopes of their account', async () => {
      await using home = await makeHome()
      const hash = 'ab'.repeat(32)
      {
        await using database = home.openDatabase()
        await migrate(database, { now, migrations: migrations.slice(0, 6) })
        await database.transaction((session) =>
          insertRow(session, 'tokens', { token_hash: hash, account_id: 'my-bot' }),
        )
      }
      await using store = await home.open()
      const found = await store.tokens.find(hash)
      expect(found).toEqual({
        id: 'abababababababab',
        name: 'my-bot',
        scopes: scopesOf(scopesOfAccount('my-bot')).texts,
        createdAtMs: null,
        expiresAtMs: null,
        lastUsedAtMs: null,
        revokedAtMs: null,
      })
      expect(await store.tokens.list({ first: 5, after: null })).toEqual([found])
      await store.tokens.add('new', tokenRecord())
      expect(await store.tokens.find('new')).toMatchObject({ id: 'token-1' })
    })

    it('remembers the keys of an earlier release, that which opened the account as the first', async () => {
      await using home = await makeHome()
      await using database = home.openDatabase()
      await migrate(database, { now, migrations: migrations.slice(0, 8) })
      await database.transaction(async (session) => {
        for (const id of ['a', 'b']) {
          const row = { id, body: JSON.stringify(account(id)), opened_at: noon, decision_seq: 0, fill_seq: 0 }
          await insertRow(session, 'accounts', row)
          const answers = { k1: '{"done":"OrderPlaced"}', k2: '{"done":"AccountOpened"}', k3: '{}' }
          for (const [key, answer] of Object.entries(answers)) {
            await insertRow(session, 'idempotency', { account_id: id, request_key: key, fingerprint: 'f', answer })
          }
        }
      })
      await using store = await home.open()
      const sql = 'SELECT request_key, seq FROM idempotency WHERE account_id = $1 ORDER BY seq'
      for (const id of ['a', 'b']) {
        const keys = (await database.read(sql, [id])).map((row) => [row.request_key, row.seq])
        expect(keys).toEqual([
          ['k2', 1],
          ['k1', 2],
          ['k3', 3],
        ])
        const idempotency = { key: 'k4', fingerprint: 'f', answer: {} }
        await store.journal.commit({ accountId: id, idempotency })
        expect(await store.journal.answerTo(id, 'k4')).toEqual({ fingerprint: 'f', answer: {} })
      }
    })

    it('leaves the tables as they are while a server uses them, whoever else opens the store', async () => {
      await using home = await makeHome()
      await using database = home.openDatabase()
      {
        await using _server = await home.open({ exclusive: true })
        await (await home.open())[Symbol.asyncDispose]()
        // As an earlier release left it.
        await database.transaction((session) =>
          session.run('DELETE FROM schema_migrations WHERE version = $1', [newest]),
        )
        await expect(home.open()).rejects.toThrow(StoreInUse)
      }
      expect(await versions(database)).toHaveLength(newest - 1)
    })

    it('refuses a database of a newer version, says so, and leaves it as it is', async () => {
      await using home = await makeHome()
      const future = { version: newest + 1, name: 'of tomorrow', statements: () => ['CREATE TABLE tomorrow (id TEXT)'] }
      {
        await using database = home.openDatabase()
        await migrate(database, { now, migrations: [...migrations, future] })
      }
      await expect(home.open()).rejects.toThrow(DatabaseTooNew)
      await expect(home.open()).rejects.toThrow(`version ${newest + 1}`)
      await using database = home.openDatabase()
      expect(await database.read('SELECT * FROM tomorrow')).toEqual([])
    })

    it('leaves nothing of a migration that fails half way', async () => {
      await using home = await makeHome()
      await using database = home.openDatabase()
      const broken = { version: 2, name: 'broken', statements: () => ['CREATE TABLE half (id TEXT)', 'NO SQL'] }
      await expect(migrate(database, { now, migrations: [tables, broken] })).rejects.toThrow()
      await expect(database.read('SELECT * FROM half')).rejects.toThrow()
      await expect(database.read('SELECT * FROM accounts')).rejects.toThrow()
      await migrate(database, { now })
      expect(await versions(database)).toHaveLength(newest)
    })

    it('migrates once when several start at the same time', async () => {
      await using home = await makeHome()
      const stores = await Promise.all(Array.from({ length: 4 }, () => home.open()))
      for (const store of stores) await store[Symbol.asyncDispose]()
      await using database = home.openDatabase()
      expect(await versions(database)).toHaveLength(newest)
    })
  })
}
