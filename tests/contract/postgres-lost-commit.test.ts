import pg from 'pg'
import { expect, it } from 'vitest'
import { KeyTaken, StoreUnavailable, type Commit, type Committed, type Journal } from '../../server/storage/journal.js'
import { cuttingProxy, type Cut } from '../support/store/cutting-proxy.js'
import { describeOn } from '../support/store/describe-on.js'
import { readBack } from '../support/store/read-log.js'
import { account, newDecision, order } from '../support/store/records.js'
import { postgres, sqlite, type StoreHome } from '../support/store/store-home.js'

describeOn(postgres, 'losing the connection at a COMMIT', (makeHome) => {
  it.each<[Cut, boolean]>([
    ['AFTER_COMMIT', true],
    ['BEFORE_COMMIT', false],
  ])('%s says that nobody knows, and a retry under the same key leaves one', async (cut, isKept) => {
    await using home = await makeHome()
    await using proxy = await cuttingProxy(home.options.databaseUrl ?? '')
    await using store = await home.open({ databaseUrl: proxy.url })
    const { journal } = store
    await journal.commit({ accountId: 'a', open: account('a') })
    const decision = newDecision({ id: 'the-one' })
    const idempotency = { key: 'k', fingerprint: 'f', answer: { decision } }
    const commitOne = () => journal.commit({ accountId: 'a', decisions: [decision], idempotency })

    proxy.cutNext(cut)
    await expect(commitOne()).rejects.toMatchObject({ name: 'StoreUnavailable', outcomeUnknown: true })
    if (isKept) await expect(commitOne()).rejects.toThrow(KeyTaken)
    else await commitOne()
    expect(await journal.answerTo('a', 'k')).toMatchObject({ fingerprint: 'f', answer: { decision: { seq: 1 } } })
    expect((await readBack(journal.decisions, {})).map(({ id }) => id)).toEqual(['the-one'])
  })

  it('waits for a COMMIT that the server goes on with after it was given up, and then has it kept', async () => {
    await using home = await makeHome()
    await using store = await home.open()
    const { journal } = store
    await journal.commit({ accountId: 'a', open: account('a') })
    await using held = await holdCommits(home)
    const slow: Commit = {
      accountId: 'a',
      decisions: [newDecision({ id: 'slow' })],
      idempotency: { key: 'k', fingerprint: 'f', answer: {} },
    }
    await expect(journal.commit(slow)).rejects.toMatchObject({ outcomeUnknown: true })
    expect(await journal.decisions.get('slow')).toBeNull()
    // The server is still at it: nobody can say yet.
    await expect(journal.wasKept(slow)).rejects.toThrow(StoreUnavailable)
    await held.release()
    const kept = await askUntilKnown(journal, slow)
    expect(kept?.decisions).toMatchObject([{ id: 'slow', seq: 1 }])
    expect(kept?.decisions).toEqual([await journal.decisions.get('slow')])
  })
})

describeOn(sqlite, 'asked what was kept', describeWasKept)
describeOn(postgres, 'asked what was kept', describeWasKept)

function describeWasKept(makeHome: () => Promise<StoreHome>): void {
  it('tells a commit from others by its own records, and only without any by its key', async () => {
    await using home = await makeHome()
    await using store = await home.open()
    const { journal } = store
    const idempotency = { key: 'k', fingerprint: 'f', answer: {} }
    const resting = order({ id: 'o', status: 'OPEN' })
    await journal.commit({ accountId: 'a', open: account('a'), orders: [resting], idempotency })

    expect(await journal.wasKept({ accountId: 'a', decisions: [newDecision()], idempotency })).toBeNull()
    expect(await journal.wasKept({ accountId: 'a', orders: [{ ...resting, status: 'CANCELLED' }] })).toBeNull()
    expect(await journal.wasKept({ accountId: 'a', orders: [resting] })).toMatchObject({ orders: [resting] })
    expect(await journal.wasKept({ accountId: 'a', idempotency })).not.toBeNull()
    expect(await journal.wasKept({ accountId: 'a', idempotency: { ...idempotency, fingerprint: 'g' } })).toBeNull()
    expect(await journal.wasKept({ accountId: 'a', books: {} })).toBeNull()
  })
}

/** Commits of decisions wait in the server until they are released, however long that is. */
async function holdCommits(home: StoreHome): Promise<AsyncDisposable & { release(): Promise<unknown> }> {
  const lock = 5
  await using database = home.openDatabase()
  await database.transaction(async (session) => {
    await session.run(`CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN PERFORM pg_advisory_xact_lock(${lock}); RETURN NULL; END $$`)
    await session.run(`CREATE CONSTRAINT TRIGGER hold AFTER INSERT ON decisions
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION hold()`)
  })
  const holder = new pg.Client({ connectionString: home.options.databaseUrl })
  await holder.connect()
  await holder.query(`SELECT pg_advisory_lock(${lock})`)
  return {
    release: () => holder.query(`SELECT pg_advisory_unlock(${lock})`),
    [Symbol.asyncDispose]: () => holder.end(),
  }
}

async function askUntilKnown(journal: Journal, commit: Commit): Promise<Committed | null> {
  for (;;) {
    try {
      return await journal.wasKept(commit)
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error
    }
  }
}
