import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openStore } from '../../server/storage/open-store.js'
import { postgresPlace } from '../../server/storage/postgres/postgres-place.js'
import { account } from '../support/store/records.js'
import { sqliteHome } from '../support/store/store-home.js'

it('makes the folder and keeps a SQLite file in it', async () => {
  await using home = sqliteHome()
  const dataDir = join(home.options.dataDir, 'made', 'deep')
  await using store = await home.open({ dataDir })
  expect(store.place).toBe(join(dataDir, 'gammacast.db'))
  expect(existsSync(store.place)).toBe(true)
})

it('finishes what was asked for before it closes, and takes nothing after', async () => {
  await using home = sqliteHome()
  const store = await home.open()
  const asked = store.journal.commit({ accountId: 'a', open: account('a') })
  await store[Symbol.asyncDispose]()
  await asked
  await expect(store.journal.commit({ accountId: 'b', open: account('b') })).rejects.toThrow('closed')
  await using again = await home.open()
  expect((await again.journal.accounts()).readable).toHaveLength(1)
})

it('says where without what is secret', () => {
  const places = {
    'postgres://me:s%40cret@db.example:6543/gamma?sslmode=require&password=hidden': 'PostgreSQL db.example:6543/gamma',
    'postgresql://db.example/gamma%20cast': 'PostgreSQL db.example/gamma cast',
    'postgres:///gamma?host=/var/run/postgresql': 'PostgreSQL /var/run/postgresql/gamma',
  }
  for (const [url, place] of Object.entries(places)) expect(postgresPlace(url)).toBe(place)
})

it.each(['mysql://me:secret@db/gamma', 'file:secret.db', '', 'postgres://me:secret@:x/gamma'])(
  'refuses the URL %s without repeating it',
  async (databaseUrl) => {
    const opening = openStore({ databaseUrl, dataDir: 'unused', now: Date.now })
    await expect(opening).rejects.toThrow('The database URL')
    await expect(opening).rejects.not.toThrow('secret')
  },
)
