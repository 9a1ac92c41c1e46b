import { describe, expect, it } from 'vitest'
import { settle } from '../../../tests/support/manual-clock.js'
import { msPerMinute } from '../../domain/units.js'
import { FairQueue } from '../../lib/fair-queue.js'
import { PastRemoved } from '../../replay/player.js'
import { ScriptedPlayer } from '../../replay/testing/scripted-player.js'
import { VersionsRemoved } from '../../storage/account-versions.js'
import { RecordedPlayer } from './recorded-player.js'

const { signal } = new AbortController()
const endMs = 240 * msPerMinute
const oneAtATime = () => new FairQueue({ atOnce: 1, maxWaiting: 8, maxWaitingOfConnection: 1, onRefused: () => {} })

/** A market with a hole that ends at `endMs`. */
class Market extends ScriptedPlayer {
  override readonly holeEndMs = endMs
  passInHole(ms: number): void {
    this.positionMs = ms
  }

  /** The times at which it was asked for options. */
  readonly askedAt: number[] = []
  playOptions(): Promise<void> {
    this.askedAt.push(this.positionMs)
    return Promise.resolve()
  }
}

function open(owner: string, turns = oneAtATime(), market = new Market(0, [1_000, endMs])) {
  const read: { readonly untilMs: number; readonly atMs: number }[] = []
  const past = {
    goTo: (atMs: number) => Promise.resolve(atMs),
    advance: (untilMs: number) => Promise.resolve(void read.push({ untilMs, atMs: market.positionMs })),
    mark: () => {},
    needsOptions: false,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
  const series = { startAt: (ms: number) => ms }
  const player = new RecordedPlayer({ played: market, past, series, toMs: endMs, owner, turns })
  return { player, market, past, read }
}

describe('a recorded player', () => {
  it('reads what accounts did over a long hole in parts, each when the clock has come to it', async () => {
    const { player, market, read } = open('ann')
    await player.seek(0, signal)
    await player.until(1_000, signal)
    await player.until(endMs, signal)
    expect(market.positionMs).toBe(endMs)
    expect(read.at(-1)?.untilMs).toBe(endMs)
    expect(read.length).toBeGreaterThan(40)
    for (const { untilMs, atMs } of read) expect(untilMs - atMs).toBeLessThanOrEqual(6 * msPerMinute)
    // Of the market nothing is played in the hole.
    expect(market.played.filter((ms) => ms > 1_000)).toEqual([endMs])
  })

  it('says that what accounts were is not kept any more, and plays nothing of it', async () => {
    const { player, market, past } = open('ann')
    await player.seek(0, signal)
    const removed = () => Promise.reject(new VersionsRemoved(0, 60_000))
    past.advance = removed
    await expect(player.until(1_000, signal)).rejects.toThrow(PastRemoved)
    past.goTo = removed
    await expect(player.seek(1_000, signal)).rejects.toThrow(PastRemoved)
    expect(market.positionMs).toBe(0)
    const fault = new Error('disk')
    past.goTo = () => Promise.reject(fault)
    await expect(player.seek(1_000, signal)).rejects.toBe(fault)
  })

  it('plays options as soon as an account is about to hold some', async () => {
    const { player, market, past } = open('ann')
    await player.seek(0, signal)
    await player.until(1_000, signal)
    expect(market.askedAt).toEqual([])
    past.needsOptions = true
    await player.until(60_000, signal)
    expect(market.askedAt[0]).toBe(1_000)
    const other = open('bob')
    other.past.needsOptions = true
    await other.player.seek(0, signal)
    expect(other.market.askedAt).toEqual([0])
  })

  it('goes to a time in turns with all others, and owners one after the other', async () => {
    const turns = oneAtATime()
    const begun: string[] = []
    const ends: (() => void)[] = []
    class Slow extends Market {
      override async seek(ms: number): Promise<void> {
        begun.push(`${ms}`)
        await new Promise<void>((resolve) => ends.push(resolve))
      }
    }
    const of = (owner: string) => open(owner, turns, new Slow(0, [])).player
    const all = [
      of('ann').seek(1, signal),
      of('ann').seek(2, signal),
      of('ann').seek(3, signal),
      of('bob').seek(4, signal),
    ]
    for (const order of [['1'], ['1', '4'], ['1', '4', '2'], ['1', '4', '2', '3']]) {
      await settle()
      expect(begun).toEqual(order)
      ends.shift()?.()
    }
    await Promise.all(all)
  })

  it('does not go where nobody wants it to go any more', async () => {
    const turns = oneAtATime()
    let end = () => {}
    const held = turns.run(
      { source: 'bob', connection: {}, signal },
      () => new Promise<void>((resolve) => (end = resolve)),
    )
    const { player, market } = open('ann', turns)
    const left = new AbortController()
    const going = player.seek(5_000, left.signal)
    left.abort()
    await going
    end()
    await held
    expect(market.played).toEqual([])
  })
})
