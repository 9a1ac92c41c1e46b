import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, it, type ExpectStatic } from 'vitest'
import { hasPostgres, startPostgres } from '../support/postgres.js'
import { smallDisk } from '../support/small-disk.js'
import { counted, countingRecorder } from '../support/store/counting-recorder.js'
import { openHistory, recordedEvents } from '../support/store/history-home.js'
import { postgresHome, sqliteHome, type StoreHome } from '../support/store/store-home.js'

const disk = smallDisk()

afterAll(() => disk?.[Symbol.dispose]())

/** Something that keeps the store from being written, and its end. */
interface Outage {
  begin(): Promise<void> | void
  end(): Promise<void> | void
}

/**
 * Records through two outages. After each it recorded by itself, and what lacks is told as holes. `expect` is that of the test: of
 * tests that run together each has its own.
 */
async function expectRecovery(expect: ExpectStatic, home: StoreHome, { begin, end }: Outage): Promise<void> {
  const lastCounts: number[] = []
  let droppedEvents = () => 0
  {
    await using history = await openHistory(home)
    await using recording = countingRecorder(() => Promise.resolve(history.markets))
    const { recorder } = recording
    const inHoles = () => recorder.status().holes.reduce((sum, hole) => sum + hole.dropped, 0)
    droppedEvents = () => recorder.status().droppedEvents
    for (let outage = 0; outage < 2; outage += 1) {
      await expect.poll(() => recorder.status()).toMatchObject({ state: 'RECORDING', waitingBytes: 0 })
      await expect.poll(() => recorder.status().recordedEvents).toBeGreaterThan(0)
      await begin()
      await expect.poll(() => recorder.status().state).toBe('INTERRUPTED')
      const before = recorder.status().droppedEvents
      // Until more waits than may: live goes on meanwhile.
      await expect.poll(() => recorder.status().droppedEvents).toBeGreaterThan(before)
      await end()
      await expect.poll(() => recorder.status().state).toBe('RECORDING')
      const { recordedEvents: recorded } = recorder.status()
      await expect.poll(() => recorder.status().recordedEvents).toBeGreaterThan(recorded + 100)
      // A store that is slow for a while is one more.
      await expect.poll(() => recorder.status().holes.length).toBeGreaterThan(outage)
    }
    await expect.poll(() => inHoles() - droppedEvents()).toBe(0)
    lastCounts.push(recording.count())
  }
  await using history = await openHistory(home)
  const counts = (await recordedEvents(history.markets, counted)).map(
    ({ event }) => event.type === 'index' && event.priceUsd,
  )
  expect(new Set(counts).size).toBe(counts.length)
  expect(counts.length + droppedEvents()).toBeGreaterThanOrEqual(lastCounts[0] ?? 0)
}

// Together: all of them wait for most of the time.
describe.skipIf(disk === null).concurrent('recording on a full disk', () => {
  it('goes on by itself when there is room again, and tells the hole', async ({ expect }) => {
    if (disk === null) return
    const dataDir = join(disk.folder, 'data')
    await expectRecovery(expect, sqliteHome(dataDir), { begin: () => disk.fill(0), end: () => disk.empty() })
    rmSync(dataDir, { recursive: true })
  })
})

describe.skipIf(!hasPostgres).concurrent('recording in PostgreSQL', () => {
  it('goes on by itself when the server is back, and tells the hole', async ({ expect }) => {
    await using server = await startPostgres()
    await using home = await postgresHome(server)
    await expectRecovery(expect, home, { begin: () => server.stop(), end: () => server.start() })
  })

  it('goes on by itself when a server that was silent answers again', async ({ expect }) => {
    await using server = await startPostgres()
    await using home = await postgresHome(server)
    await expectRecovery(expect, home, { begin: () => server.halt(), end: () => server.resume() })
  })
})
