import { describe, expect, it } from 'vitest'
import { account } from '../../tests/support/store/records.js'
import { marketOrder } from '../../tests/support/trading/builders.js'
import { tradingDesk } from '../../tests/support/trading/desk.js'
import { leaderboardKey } from '../bus/event-bus.js'
import { memoryBus } from '../bus/memory/memory-bus.js'
import { accountSetKey } from '../domain/account-set.js'
import type { LeaderboardEntry, Performance } from '../domain/performance.js'
import { LiveLeaderboards } from './live-leaderboards.js'

const all = 'ALL'

function boards() {
  const bus = memoryBus()
  const accounts = new Map(['a', 'b', 'c'].map((id) => [id, account(id)]))
  let standing: readonly (readonly [id: string, seq: number])[] = []
  let rankings = 0
  let sorts = 0
  const live = new LiveLeaderboards(bus, () => {
    sorts += 1
    return () => {
      rankings += 1
      return standing.map(([id, seq], index) => entry(index + 1, id, seq))
    }
  })
  const entry = (rank: number, id: string, seq: number): LeaderboardEntry => {
    const one = accounts.get(id)
    if (!one) throw new Error(`No account ${id}`)
    return { rank, account: one, performance: { seq, asOf: seq * 1_000, accountId: id } as Performance }
  }
  return {
    bus,
    live,
    stand: (...now: typeof standing) => (standing = now),
    rename: (id: string) => accounts.set(id, { ...account(id), name: 'Another' }),
    rankings: () => rankings,
    sorts: () => sorts,
  }
}

describe('a leaderboard that is followed', () => {
  it('counts the changes of its own entries', async () => {
    const { bus, live, stand, rename } = boards()
    stand(['a', 1], ['b', 1], ['c', 1])
    const heard = bus.subscribe('leaderboard', { keys: [leaderboardKey('all', 2)] })
    const { seq } = live.read(all, 2)
    expect(live.read(all, 2)).toMatchObject({
      asOf: 1_000,
      entries: [{ account: { id: 'a' } }, { account: { id: 'b' } }],
    })
    stand(['a', 1], ['b', 1], ['c', 2])
    live.look()
    expect(live.read(all, 2).seq).toBe(seq)
    const changes = [
      () => stand(['a', 1], ['b', 2], ['c', 2]),
      () => stand(['b', 2], ['a', 1], ['c', 2]),
      () => stand(['b', 2], ['c', 2]),
      () => stand(['b', 2]),
      () => rename('b'),
    ]
    for (const [index, change] of changes.entries()) {
      change()
      live.look()
      expect(((await heard.next()) as IteratorYieldResult<object>).value).toMatchObject({ seq: seq + index + 1 })
    }
    expect(live.read(all, 2)).toMatchObject({ seq: seq + changes.length, entries: [{ account: { name: 'Another' } }] })
  })

  it('is ranked once for all who follow any, and not for those who only come', () => {
    const { bus, live, rankings } = boards()
    for (const first of [1, 2, 3]) {
      bus.subscribe('leaderboard', { keys: [leaderboardKey('all', first)] })
      live.read(all, first)
    }
    const before = rankings()
    live.read(all, 2)
    expect(rankings()).toBe(before)
    live.look()
    expect(rankings()).toBe(before + 1)
  })

  it('is sorted once for all audiences, and not while nobody follows any', () => {
    const { bus, live, rankings, sorts } = boards()
    live.look()
    expect(sorts()).toBe(0)
    for (const audience of [all, ['a'], ['b']] as const) {
      bus.subscribe('leaderboard', { keys: [leaderboardKey(accountSetKey(audience), 3)] })
      live.read(audience, 3)
    }
    const before = { sorts: sorts(), rankings: rankings() }
    live.look()
    expect({ sorts: sorts(), rankings: rankings() }).toEqual({ sorts: before.sorts + 1, rankings: before.rankings + 3 })
  })

  it('is forgotten when nobody follows it, and goes on with a larger seq for who comes again', () => {
    const { bus, live, stand, rankings } = boards()
    const stop = new AbortController()
    bus.subscribe('leaderboard', { keys: [leaderboardKey('all', 3)], signal: stop.signal })
    live.read(all, 3)
    stand(['a', 1])
    live.look()
    const { seq } = live.read(all, 3)
    stop.abort()
    live.look()
    const before = rankings()
    live.look()
    expect(rankings()).toBe(before)
    stand(['a', 2])
    expect(live.read(all, 3)).toMatchObject({ entries: [{ performance: { seq: 2 } }] })
    expect(live.read(all, 3).seq).toBeGreaterThan(seq)
  })

  it('of a desk is looked at once a second', async () => {
    await using test = await tradingDesk()
    await test.openAccount('idle')
    const board = () => test.desk.accounts.liveLeaderboard(5)
    expect(board().entries.map(({ account: { id } }) => id)).toEqual(['me', 'idle'])
    await test.place(marketOrder())
    await test.clock.advance(1_000)
    expect(board().entries.map(({ account: { id } }) => id)).toEqual(['idle', 'me'])
    expect(test.published('leaderboard')).toEqual([board()])
  })
})
