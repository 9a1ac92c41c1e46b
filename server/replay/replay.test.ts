import { describe, expect, it } from 'vitest'
import { ManualClock, settle } from '../../tests/support/manual-clock.js'
import { ReaderFlow } from '../fanout/reader-flow.js'
import { Replay, type ReplayOptions } from './replay.js'
import { ScriptedPlayer } from './testing/scripted-player.js'

const seconds = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => (from + at) * 1_000)

/** A replay of ten seconds in which something happens each second. */
function begin(options: Partial<ReplayOptions> = {}) {
  const clock = new ManualClock(5_000_000)
  const player = new ScriptedPlayer(100_000, seconds(101, 110))
  const flow = new ReaderFlow(60_000)
  const replay = new Replay({
    ...{ fromMs: 100_000, toMs: 110_000, speed: 1, isPaused: false, isLooping: false, player, flow, clock },
    ...options,
  })
  const run = replay.run()
  const at = () => player.positionMs
  const state = () => replay.facts().state
  return { clock, player, flow, replay, run, at, state }
}

/** A subscription that has taken everything. */
function reader(flow: ReaderFlow) {
  const taker = { depth: 0 }
  const leave = new AbortController()
  flow.add({ takers: [taker], size: 1 }, leave.signal)
  flow.changed()
  return { taker, leave: () => leave.abort() }
}

describe('a replay at a pace', () => {
  it.each([
    [0.1, 50_000, 105_000],
    [1, 5_000, 105_000],
    [10, 500, 105_000],
    [1_000, 10, 110_000],
  ])('of %d times is after %d ms at %d', async (speed, afterMs, there) => {
    const { clock, at } = begin({ speed })
    await settle()
    await clock.advance(afterMs)
    expect(at()).toBeGreaterThan(there - Math.max(200, 5 * speed) - 1)
    expect(at()).toBeLessThanOrEqual(there)
  })

  it('ends where it should, and stays there', async () => {
    const { clock, replay, at, state } = begin({ speed: 100 })
    await clock.advance(1_000)
    expect([at(), state()]).toEqual([110_000, 'ENDED'])
    const { seq } = replay.facts()
    await clock.advance(60_000)
    expect(replay.facts()).toMatchObject({ positionMs: 110_000, rounds: 0, seq })
  })

  it('stands still while it is paused, and goes on from there', async () => {
    const { clock, replay, at, state } = begin()
    await clock.advance(2_000)
    await replay.change({ isPaused: true })
    const there = at()
    await clock.advance(60_000)
    expect([at(), state()]).toEqual([there, 'PAUSED'])
    await replay.change({ isPaused: false })
    await clock.advance(1_000)
    expect(at()).toBeGreaterThan(there)
    expect(at()).toBeLessThanOrEqual(there + 1_000)
  })

  it('stands still when nobody has used it for a minute, and goes on for who does', async () => {
    const { clock, replay, flow, at, state } = begin({ toMs: 100_000_000 })
    for (let second = 0; second < 70; second += 1) await clock.advance(1_000)
    const there = at()
    expect(there).toBeLessThanOrEqual(161_000)
    expect(state()).toBe('WAITING')
    for (const wake of [() => replay.use(), () => void reader(flow)]) {
      const before = at()
      wake()
      await clock.advance(1_000)
      expect(at()).toBeGreaterThan(before)
      expect(at()).toBeLessThanOrEqual(before + 1_000)
      expect(state()).toBe('PLAYING')
      if (flow.readers === 0) for (let second = 0; second < 70; second += 1) await clock.advance(1_000)
    }
    for (let second = 0; second < 70; second += 1) await clock.advance(1_000)
    expect(state()).toBe('PLAYING')
  })

  it('goes to another time, back and forth, and goes on from there', async () => {
    const { clock, player, replay, at, state } = begin()
    await clock.advance(3_000)
    let arrive: () => void = () => {}
    player.held = new Promise((resolve) => (arrive = resolve))
    const going = replay.change({ positionMs: 101_000 })
    await settle()
    expect(state()).toBe('SEEKING')
    await clock.advance(10_000)
    arrive()
    await going
    expect([at(), state()]).toEqual([101_000, 'PLAYING'])
    await replay.change({ positionMs: 108_000 })
    await clock.advance(1_000)
    expect(at()).toBeGreaterThanOrEqual(108_800)
    expect(at()).toBeLessThanOrEqual(109_000)
  })

  it('of two times that it is to go to, goes to the later one named', async () => {
    const { player, replay, at } = begin({ isPaused: true })
    let arrive: () => void = () => {}
    player.held = new Promise((resolve) => (arrive = resolve))
    const [first, second] = [replay.change({ positionMs: 103_000 }), replay.change({ positionMs: 104_000 })]
    arrive()
    await Promise.all([first, second])
    expect(at()).toBe(104_000)
  })

  it('changes its speed where it is', async () => {
    const { clock, replay, at } = begin()
    await clock.advance(2_000)
    await replay.change({ speed: 4 })
    const there = at()
    await clock.advance(1_000)
    expect(at() - there).toBeGreaterThan(3_100)
    expect(at() - there).toBeLessThanOrEqual(4_000)
  })

  it('begins again and again, as long as it loops', async () => {
    const { clock, player, replay, state } = begin({ speed: 100, isLooping: true })
    await clock.advance(1_000)
    expect(replay.facts().rounds).toBeGreaterThan(5)
    expect(player.played.filter((time) => time < 0)).toEqual(Array(replay.facts().rounds).fill(-100_000))
    await replay.change({ isLooping: false })
    await clock.advance(1_000)
    expect(state()).toBe('ENDED')
    await replay.change({ positionMs: 105_000 })
    await clock.advance(10)
    expect(state()).toBe('PLAYING')
  })

  it('passes a hole at once', async () => {
    const { clock, player, at } = begin({ toMs: 100_000_000 })
    player.holeEndMs = 106_000
    await clock.advance(5_500)
    expect(at()).toBeGreaterThanOrEqual(106_000)
    expect(at()).toBeLessThan(106_600)
  })

  it('tells its changes at once, and its position five times a second at most', async () => {
    const { clock, replay } = begin({ speed: 1 })
    const changes = replay.changes(new AbortController().signal)
    const before = replay.facts().seq
    await clock.advance(2_000)
    const told = replay.facts().seq - before
    expect(told).toBeGreaterThan(5)
    expect(told).toBeLessThanOrEqual(10)
    await changes.next()
    await replay.change({ isPaused: true })
    expect(await changes.next()).toEqual({ done: false, value: true })
    replay.close()
    expect((await changes.next()).done).toBe(true)
  })
})

describe('a replay as fast as it is read', () => {
  it('waits until somebody reads it', async () => {
    const { flow, at, state } = begin({ speed: null })
    await settle()
    expect([at(), state()]).toEqual([100_000, 'WAITING'])
    reader(flow)
    await expect.poll(state).toBe('ENDED')
    expect(at()).toBe(110_000)
  })

  it('stands still for a reader that has not taken everything', async () => {
    const { player, flow, state } = begin({ speed: null })
    const { taker } = reader(flow)
    taker.depth = 1
    await expect.poll(() => player.played.length).toBe(1)
    for (let turn = 0; turn < 5; turn += 1) await settle()
    expect(player.played).toEqual([101_000])
    taker.depth = 0
    flow.tookAll(taker)
    await expect.poll(state).toBe('ENDED')
    expect(player.played).toEqual(seconds(101, 110))
  })

  it('goes on from where it went when its readers have what is there', async () => {
    const { player, flow, replay, state } = begin({ speed: null })
    const { taker } = reader(flow)
    taker.depth = 1
    await replay.change({ positionMs: 105_000 })
    for (let turn = 0; turn < 5; turn += 1) await settle()
    expect(player.played.at(-1)).toBe(-105_000)
    taker.depth = 0
    flow.tookAll(taker)
    await expect.poll(state).toBe('ENDED')
  })

  it('lets writes wait while it plays, and no longer', async () => {
    const { flow, replay, state } = begin({ speed: null })
    expect(flow.heldWrites).toBeNull()
    const { taker } = reader(flow)
    taker.depth = 1
    await expect.poll(() => flow.heldWrites).not.toBeNull()
    await replay.change({ isPaused: true })
    expect(flow.heldWrites).toBeNull()
    await replay.change({ isPaused: false })
    await expect.poll(() => flow.heldWrites).not.toBeNull()
    taker.depth = 0
    flow.tookAll(taker)
    await expect.poll(state).toBe('ENDED')
    expect(flow.heldWrites).toBeNull()
  })

  it('waits again when its last reader leaves, and goes on for the next one', async () => {
    const { player, flow, state } = begin({ speed: null })
    const { taker, leave } = reader(flow)
    taker.depth = 1
    await expect.poll(() => player.played.length).toBe(1)
    leave()
    await expect.poll(state).toBe('WAITING')
    reader(flow)
    await expect.poll(state).toBe('ENDED')
  })

  it('becomes one at a pace and back', async () => {
    const { clock, flow, replay, at, state } = begin({ speed: null })
    await settle()
    await replay.change({ speed: 1 })
    await clock.advance(1_000)
    expect(state()).toBe('PLAYING')
    expect(at()).toBeLessThanOrEqual(101_000)
    await replay.change({ speed: null })
    reader(flow)
    await expect.poll(state).toBe('ENDED')
  })
})

describe('a replay that is closed', () => {
  it('ends whatever it does', async () => {
    for (const options of [{}, { isPaused: true }, { speed: null }, { speed: 0.1 }]) {
      const { replay, run } = begin(options)
      await settle()
      replay.close()
      await run
      expect(replay.closed.aborted).toBe(true)
    }
  })

  it('lets those go who wait until it is somewhere', async () => {
    const { player, replay, run } = begin()
    let arrive: () => void = () => {}
    player.held = new Promise((resolve) => (arrive = resolve))
    const going = replay.change({ positionMs: 105_000 })
    await settle()
    replay.close()
    await going
    arrive()
    await run
  })

  it('says why it cannot go on', async () => {
    const { player, clock, run } = begin()
    const failing = expect(run).rejects.toThrow('damaged')
    player.fault = new Error('damaged')
    await clock.advance(1_000)
    await failing
  })
})
