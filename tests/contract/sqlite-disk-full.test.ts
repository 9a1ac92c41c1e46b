import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { StoreUnavailable } from '../../server/storage/journal.js'
import { readBack } from '../support/store/read-log.js'
import { account, newDecision, tokenRecord } from '../support/store/records.js'
import { sqliteHome } from '../support/store/store-home.js'

const folder = mkdtempSync(join(tmpdir(), 'gammacast-small-disk-'))
const isMounted = mountSmallDisk()

/** Only the owner of the machine may mount one. */
function mountSmallDisk(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder], { stdio: 'pipe' })
    return true
  } catch {
    console.warn('\n*** No small disk can be mounted here: the test of a full disk is SKIPPED. ***\n')
    return false
  }
}

afterAll(() => {
  // Lazily: SQLite keeps a closed file open until its statements are collected as garbage.
  if (isMounted) execFileSync('umount', ['--lazy', folder])
  rmSync(folder, { recursive: true, force: true })
})

describe.skipIf(!isMounted)('SQLite on a full disk', () => {
  it('refuses to commit, goes on reading, and commits again once there is room', async () => {
    await using store = await sqliteHome(join(folder, 'data')).open()
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
      const filler = join(folder, 'filler')
      await commitOne()
      const { bavail, bsize } = statfsSync(folder)
      writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - 300_000)))
      const failure = await untilFailing(commitOne)
      expect(failure).toBeInstanceOf(StoreUnavailable)
      expect((failure as StoreUnavailable).outcomeUnknown).toBe(false)
      await expect(Promise.all([commitOne(), commitOne()])).rejects.toThrow(StoreUnavailable)
      await expect(store.tokens.add('x'.repeat(100_000), tokenRecord())).rejects.toThrow(StoreUnavailable)
      expect(await ids()).toEqual(kept)
      expect((await journal.accounts()).readable).toHaveLength(1)
      rmSync(filler)
      await commitOne()
      expect(await ids()).toEqual(kept)
    }
    await using again = await sqliteHome(join(folder, 'data')).open()
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
