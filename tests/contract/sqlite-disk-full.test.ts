import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { StoreUnavailable } from '../../server/storage/journal.js'
import { smallDisk } from '../support/small-disk.js'
import { readBack } from '../support/store/read-log.js'
import { account, newDecision, tokenRecord } from '../support/store/records.js'
import { sqliteHome } from '../support/store/store-home.js'

const disk = smallDisk()

afterAll(() => disk?.[Symbol.dispose]())

describe.skipIf(disk === null)('SQLite on a full disk', () => {
  it('refuses to commit, goes on reading, and commits again once there is room', async () => {
    if (disk === null) return
    const dataDir = join(disk.folder, 'data')
    await using store = await sqliteHome(dataDir).open()
    const { journal } = store
    await journal.commit({ accountId: 'a', open: account('a') })
    const kept: string[] = []
    const commitOne = async () => {
      const { decisions } = await journal.commit({
        accountId: 'a',
        decisions: [newDecision({ reasoning: 'x'.repeat(10_000) })],
      })
      kept.push(...decisions.map(({ id }) => id))
    }
    const ids = async () => (await readBack(journal.decisions, {})).map(({ id }) => id).toReversed()

    for (let outage = 0; outage < 3; outage += 1) {
      await commitOne()
      disk.fill(300_000)
      const failure = await untilFailing(commitOne)
      expect(failure).toBeInstanceOf(StoreUnavailable)
      expect((failure as StoreUnavailable).outcomeUnknown).toBe(false)
      await expect(Promise.all([commitOne(), commitOne()])).rejects.toThrow(StoreUnavailable)
      await expect(store.tokens.add('x'.repeat(100_000), tokenRecord())).rejects.toThrow(StoreUnavailable)
      expect(await ids()).toEqual(kept)
      expect((await journal.accounts()).readable).toHaveLength(1)
      disk.empty()
      await commitOne()
      expect(await ids()).toEqual(kept)
    }
    await using again = await sqliteHome(dataDir).open()
    expect(await again.journal.decisions.newestFirst({}, { limit: 1 })).toMatchObject({ items: [{ id: kept.at(-1) }] })
  })
})

async function untilFailing(work: () => Promise<void>): Promise<unknown> {
  for (;;) {
    try {
      await work()
    } catch (error) {
      return error
    }
  }
}
