import { describe, expect, it } from 'vitest'
import { settle } from '../../../tests/support/manual-clock.js'
import { msPerMinute } from '../../domain/units.js'
import { FairQueue } from '../../lib/fair-queue.js'
import { ReadGate } from '../../lib/read-gate.js'
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
  const said: string[] = []
  const past = {
    goTo: (atMs: number) => Promise.resolve(atMs),
    advance: (untilMs: number) => Promise.resolve(void read.push({ untilMs, atMs: market.positionMs })),
    mark: () => {},
    needsOptions: false,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
  const series = { startAt: (ms: number) => ms, arrive: () => Promise.resolve(void said.push('arrive')) }
  const gate = new ReadGate()
  const bus = { hold: () => void said.push('hold'), release: () => void said.push('release') }
  const player = new RecordedPlayer({ played: market, past, series, bus, gate, toMs: endMs, owner, turns })
  return { player, market, past, read, gate, said }
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

  it('shows nothing from the times between on its way to a time, and says meanwhile that it is where it was', async () => {
    const { player, market, past, gate, said } = open('ann')
    await player.seek(0, signal)
    await player.until(1_000, signal)
    expect(said.splice(0)).toEqual(['hold', 'arrive', 'release'])
    const seen = () => [gate.isOpen, player.positionMs, said.join()]
    const onWay: unknown[] = []
    past.goTo = (atMs) => Promise.resolve(void onWay.push(seen())).then(() => atMs)
    const left = new AbortController()
    let arrive: () => void = () => {}
    market.held = new Promise((resolve) => (arrive = resolve))
    const going = player.seek(5_000, left.signal)
    await settle()
    market.positionMs = 3_000
    expect(seen()).toEqual([false, 1_000, 'hold'])
    left.abort()
    arrive()
    await going
    expect(seen()).toEqual([false, 1_000, 'hold'])
    await player.seek(500, signal)
    expect(seen()).toEqual([true, 500, 'hold,hold,arrive,release'])
    expect(onWay).toEqual([
      [false, 1_000, 'hold'],
      [false, 1_000, 'hold,hold'],
    ])
  })

  it('is there when those who waited have read what is there', async () => {
    const { player, past, gate } = open('ann')
    let isRead = false
    const read = async () => {
      await gate.opened(signal)
      for (let step = 0; step < 50; step += 1) await Promise.resolve()
      isRead = true
    }
    past.goTo = (atMs) => Promise.resolve(void read()).then(() => atMs)
    await player.seek(5_000, signal)
    expect(isRead).toBe(true)
  })

  it('goes nowhere while it is read', async () => {
    const { player, market, gate } = open('ann')
    const leave = gate.enter()
    const going = player.seek(5_000, signal)
    await settle()
    expect(market.played).toEqual([])
    leave()
    await going
    expect(market.played).toEqual([-5_000])
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
