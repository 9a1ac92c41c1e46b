import { expect, it } from 'vitest'
import { openConfiguredStore } from '../../server/compose/open-configured-store.js'
import { StartError } from '../../server/compose/start-error.js'
import { StoreUnavailable } from '../../server/storage/journal.js'
import { PostgresDatabase } from '../../server/storage/postgres/postgres-database.js'
import { StoreInUse } from '../../server/storage/store-lease.js'
import { cuttingProxy } from '../support/store/cutting-proxy.js'
import { describeOn } from '../support/store/describe-on.js'
import { account, tokenRecord } from '../support/store/records.js'
import { engines, postgres, type StoreHome } from '../support/store/store-home.js'

const exclusive = true

for (const engine of engines) {
  describeOn(engine, 'as the store of one server', (makeHome) => {
    it('takes no second server until the first has closed it', async () => {
      await using home = await makeHome()
      for (let round = 0; round < 2; round += 1) {
        await using store = await home.open({ exclusive })
        await expect(home.open({ exclusive })).rejects.toThrow(StoreInUse)
        await store.journal.commit({ accountId: `a${round}`, open: account(`a${round}`) })
      }
      await using store = await home.open({ exclusive })
      expect((await store.journal.accounts()).readable).toHaveLength(2)
    })

    it('lets a server that starts wait for the one before it to end', async () => {
      await using home = await makeHome()
      const before = await home.open({ exclusive })
      const opening = home.open({ exclusive })
      await before[Symbol.asyncDispose]()
      await using store = await opening
      await store.journal.commit({ accountId: 'a', open: account('a') })
    })

    it('takes tokens of others while a server has it', async () => {
      await using home = await makeHome()
      await using store = await home.open({ exclusive })
      await using other = await home.open()
      await other.tokens.add('hash a', tokenRecord({ id: 'a' }))
      expect(await store.tokens.find('hash a')).toMatchObject({ id: 'a' })
    })

    it('tells whoever starts a second server why it does not', async () => {
      await using home = await makeHome()
      await using _store = await home.open({ exclusive })
      const { databaseUrl = null, dataDir } = home.options
      const config = { databaseUrl, dataDir, trading: { sampleIntervalMs: 1_000 } }
      const opening = openConfiguredStore(config as never, { now: Date.now } as never, { exclusive })
      await expect(opening).rejects.toThrow(StartError)
      await expect(opening).rejects.toThrow('Another server uses this store')
    })
  })
}

describeOn(postgres, 'as the store of a server whose lease was lost', (makeHome) => {
  it('is written again once the lease is taken again', async () => {
    await using home = await makeHome()
    await using store = await home.open({ exclusive })
    await loseLease(home)
    const writtenAndHeld = async () => {
      await store.tokens.add('hash a', tokenRecord({ id: 'a' }))
      return isHeld(home)
    }
    await expect.poll(writtenAndHeld).toBe(true)
    await expect(home.open({ exclusive })).rejects.toThrow(StoreInUse)
  })

  it('is not written while another server has it', async () => {
    await using home = await makeHome()
    await using store = await home.open({ exclusive })
    await loseLease(home)
    await using _other = await home.open({ exclusive })
    await expect(store.journal.commit({ accountId: 'a', open: account('a') })).rejects.toThrow(StoreUnavailable)
    expect((await store.journal.accounts()).readable).toEqual([])
  })

  it('is not written again after another server has had it', async () => {
    await using home = await makeHome()
    await using store = await home.open({ exclusive })
    await loseLease(home)
    await (await home.open({ exclusive }))[Symbol.asyncDispose]()
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await expect(store.journal.commit({ accountId: 'a', open: account('a') })).rejects.toThrow('started again')
    }
    expect((await store.journal.accounts()).readable).toEqual([])
    await using next = await home.open({ exclusive })
    await next.journal.commit({ accountId: 'a', open: account('a') })
  })
})

describeOn(postgres, 'as the store of a server that others wait for', (makeHome) => {
  it('is given to one of them when it is closed', async () => {
    await using home = await makeHome()
    const before = await home.open({ exclusive })
    const opening = [1, 2].map(() => home.open({ exclusive: 'WAIT' }))
    await before[Symbol.asyncDispose]()
    const first = await Promise.race(opening)
    await expect(home.open({ exclusive })).rejects.toThrow(StoreInUse)
    await first[Symbol.asyncDispose]()
    await using _second = (await Promise.all(opening)).find((store) => store !== first)
  })

  it('tells a server that writes nothing that another one has taken over, once', async () => {
    await using home = await makeHome()
    let times = 0
    await using store = await home.open({ exclusive, onTakenOver: () => (times += 1) })
    await loseLease(home)
    await using _next = await home.open({ exclusive })
    await expect.poll(() => times).toBe(1)
    await expect(store.journal.commit({ accountId: 'a', open: account('a') })).rejects.toThrow('started again')
    expect(times).toBe(1)
  })

  it('is not taken from a server that does nothing', async () => {
    await using home = await makeHome()
    const store = await home.open({ exclusive })
    const opening = home.open({ exclusive: 'WAIT' })
    // Longer than a server may say nothing.
    await using database = home.openDatabase()
    const age = `SELECT extract(epoch FROM clock_timestamp() - max(backend_start)) AS seconds ${leases}`
    await expect.poll(async () => Number((await database.read(age))[0]?.seconds)).toBeGreaterThan(7)
    await store.journal.commit({ accountId: 'a', open: account('a') })
    await store[Symbol.asyncDispose]()
    await (await opening)[Symbol.asyncDispose]()
  })
})

describeOn(postgres, 'as the store of a server that went silent in the midst of a transaction', (makeHome) => {
  it('is given to one that waits, which then writes', async () => {
    await using home = await makeHome()
    await using proxy = await cuttingProxy(home.options.databaseUrl ?? '')
    await using _silent = await home.open({ databaseUrl: proxy.url, exclusive })
    // PostgreSQL would wait for it for good.
    const patient = '?options=-c%20idle_in_transaction_session_timeout%3D0'
    await using writer = new PostgresDatabase({ url: `${proxy.url}${patient}` })
    const writing = writer.transaction(async (session) => {
      proxy.silence()
      await session.run('SELECT 1')
    })
    const refused = expect(writing).rejects.toThrow(StoreUnavailable)
    await using next = await home.open({ exclusive: 'WAIT' })
    await next.journal.commit({ accountId: 'a', open: account('a') })
    await refused
  })
})

describeOn(postgres, 'as the store of a server whose connections went silent', (makeHome) => {
  it('refuses it without keeping the next server waiting', async () => {
    await using home = await makeHome()
    await using proxy = await cuttingProxy(home.options.databaseUrl ?? '')
    await using cutOff = await home.open({ databaseUrl: proxy.url, exclusive })
    proxy.silence()
    await loseLease(home)
    await using next = await home.open({ exclusive })
    const refusal = () => cutOff.tokens.add('hash a', tokenRecord({ id: 'a' })).catch(String)
    await expect.poll(refusal, { timeout: 60_000 }).toContain('started again')
    await next.tokens.add('hash b', tokenRecord({ id: 'b' }))
    expect(await next.tokens.find('hash b')).toMatchObject({ id: 'b' })
  })
})

describeOn(postgres, 'whose writer went silent in the midst of a transaction', (makeHome) => {
  it('is written by the next within seconds', async () => {
    await using home = await makeHome()
    await using proxy = await cuttingProxy(home.options.databaseUrl ?? '')
    await using next = await home.open()
    await using cutOff = new PostgresDatabase({ url: proxy.url })
    const cut = cutOff.transaction(async (session) => {
      proxy.silence()
      await session.run('SELECT 1')
    })
    await expect(cut).rejects.toThrow(StoreUnavailable)
    await expect
      .poll(() => next.tokens.add('hash a', tokenRecord({ id: 'a' })).then(() => 'written', String), {
        timeout: 60_000,
      })
      .toBe('written')
  })
})

const leases = `FROM pg_stat_activity WHERE application_name = 'gammacast lease' AND datname = current_database()`

/** Resolves once it is free for the next. */
async function loseLease(home: StoreHome): Promise<void> {
  await using database = home.openDatabase()
  await database.read(`SELECT pg_terminate_backend(pid) ${leases}`)
  await expect.poll(() => isHeld(home)).toBe(false)
}

async function isHeld(home: StoreHome): Promise<boolean> {
  await using database = home.openDatabase()
  return (await database.read(`SELECT pid ${leases}`)).length > 0
}
