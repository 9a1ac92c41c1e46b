import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { ManualClock, settle } from '../../tests/support/manual-clock.js'
import { notedLog } from '../../tests/support/noted-log.js'
import { NobodyWaits } from '../lib/asker.js'
import { PastRemoved } from './player.js'
import { Replays, type OpenReplay, type ReplaysOptions, type ReplayWish } from './replays.js'
import { ScriptedPlayer } from './testing/scripted-player.js'

const minute = 60_000

function room(most: Partial<ReplaysOptions<string>['most']> = {}) {
  const clock = new ManualClock(5_000_000)
  const players: ScriptedPlayer[] = []
  const { log, logged } = notedLog()
  const state = { refuses: null as Error | null, held: Promise.resolve() }
  const replays = new Replays<string>({
    play: async ({ fromMs, toMs, recording }) => {
      await state.held
      if (state.refuses) throw state.refuses
      const player = new ScriptedPlayer(fromMs, [fromMs + 1_000])
      players.push(player)
      return { player, scene: 'the market', recording: recording ?? 'SIMULATED', toMs: toMs ?? 900_000 }
    },
    most: { inAll: 4, ofOwner: 2, ofNetwork: 3, withAgents: 1, anonymous: 2, anonymousWithAgents: 1, ...most },
    isAnonymous: (owner) => owner.startsWith('?'),
    networkOf: (owner) => owner.split('/')[1] ?? null,
    idleMs: 10 * minute,
    givesWayMs: minute,
    patienceMs: 5_000,
    clock,
    log,
  })
  const open = async (owner: string, wish: Partial<ReplayWish> = {}, signal?: AbortSignal) => {
    const usual = { recording: null, fromMs: 100_000, toMs: null, speed: 1, isPaused: true, isLooping: false }
    return replays.open({ ...usual, isShared: false, agents: [], owner, ...wish }, signal)
  }
  return { clock, players, logged, state, replays, open }
}

/** That it was opened. */
function opened<S>(answer: OpenReplay<S> | object): OpenReplay<S> {
  expect(answer).toHaveProperty('scene')
  return answer as OpenReplay<S>
}

/** Somebody subscribes to it. */
function watch({ flow }: OpenReplay<string>) {
  const leave = new AbortController()
  flow.add({ takers: [], size: 1 }, leave.signal)
  flow.changed()
  return () => leave.abort()
}

describe('the replays', () => {
  it('are found by their owner alone, under ids that nobody can guess', async () => {
    const { replays, open } = room()
    const { id } = opened(await open('ann')).facts()
    const { id: other } = opened(await open('ann')).facts()
    expect(id).toMatch(/^[\w-]{22}$/)
    expect(id.slice(0, 8)).not.toBe(other.slice(0, 8))
    expect(replays.read(id, 'ann')?.scene).toBe('the market')
    for (const found of [
      replays.read(id, 'bob'),
      replays.own(id, 'bob'),
      replays.close(id, 'bob'),
      replays.own('', 'ann'),
    ])
      expect(found).toBeNull()
    expect(replays.ofOwner('ann').map((one) => one.facts().id)).toEqual([id, other])
    expect(replays.ofOwner('bob')).toEqual([])
  })

  it('that are shared are read by whoever knows the id, and told what to do by their owner', async () => {
    const { replays, open } = room()
    const { id } = opened(await open('ann', { isShared: true })).facts()
    expect(replays.read(id, 'bob')).not.toBeNull()
    expect(replays.own(id, 'bob')).toBeNull()
    expect(replays.close(id, 'bob')).toBeNull()
    expect(replays.ofOwner('bob')).toEqual([])
  })

  it('are as many as there may be, of an owner and in all', async () => {
    const { replays, open, state } = room({ inAll: 3 })
    const [first] = [opened(await open('ann')), opened(await open('ann'))]
    expect(await open('ann')).toMatchObject({ most: 2, of: 'OWNER', withAgents: false })
    opened(await open('bob'))
    expect(await open('bob')).toMatchObject({ most: 3, of: 'ALL', withAgents: false })
    replays.close(first.facts().id, 'ann')
    state.refuses = new Error('not recorded')
    await expect(open('ann')).rejects.toThrow('not recorded')
    state.refuses = null
    const [one, other] = await Promise.all([open('bob'), open('ann')])
    opened(one)
    expect(other).toMatchObject({ most: 3, of: 'ALL', withAgents: false })
  })

  it('of the owners in one network are fewer than those of all, and give way to each other', async () => {
    const { clock, open } = room()
    const first = opened(await open('ann/home'))
    opened(await open('ann/home'))
    opened(await open('bob/home'))
    expect(await open('cyd/home')).toEqual({ most: 3, of: 'NETWORK', withAgents: false })
    await clock.advance(minute)
    opened(await open('cyd/home'))
    expect(first.whyClosed).toBe('GAVE_WAY')
    opened(await open('dan'))
  })

  it('of owners whom nobody knows are fewer than those of all, and give way to each other', async () => {
    const { clock, open } = room()
    const [first, known] = [opened(await open('?a')), opened(await open('ann'))]
    opened(await open('?b'))
    expect(await open('?c')).toEqual({ most: 2, of: 'ANONYMOUS', withAgents: false })
    await clock.advance(minute)
    opened(await open('?c'))
    expect([first.whyClosed, known.whyClosed]).toEqual(['GAVE_WAY', null])
    opened(await open('bob'))
  })

  it('with agents of owners whom nobody knows are fewer than those of all with agents', async () => {
    const { clock, open } = room({ withAgents: 2 })
    const agents = ['momentum'] as const
    const first = opened(await open('?a', { agents }))
    expect(await open('?b', { agents })).toEqual({ most: 1, of: 'ANONYMOUS', withAgents: true })
    const quiet = opened(await open('?b'))
    opened(await open('ann', { agents }))
    expect(await open('bob', { agents })).toEqual({ most: 2, of: 'ALL', withAgents: true })
    await clock.advance(minute)
    opened(await open('?b', { agents }))
    expect([first.whyClosed, quiet.whyClosed]).toEqual(['GAVE_WAY', null])
  })

  it('take no place when nobody waits for them any more, and are closed', async () => {
    const { players, state, open, replays } = room({ inAll: 1 })
    const [leave, held] = [new AbortController(), new AbortController()]
    state.held = once(held.signal, 'abort').then(() => undefined)
    const opening = open('ann', {}, leave.signal)
    leave.abort()
    held.abort()
    await expect(opening).rejects.toThrow(NobodyWaits)
    expect(players.map(({ isDisposed }) => isDisposed)).toEqual([true])
    expect(replays.ofOwner('ann')).toEqual([])
    opened(await open('bob'))
  })

  it('with agents are fewer, and give way to each other', async () => {
    const { clock, open } = room()
    const agents = ['momentum'] as const
    const trading = opened(await open('ann', { agents }))
    expect(trading.facts()).toMatchObject({ agents })
    opened(await open('ann'))
    expect(await open('bob', { agents })).toEqual({ most: 1, of: 'ALL', withAgents: true })
    await clock.advance(minute)
    opened(await open('bob', { agents }))
    expect(trading.whyClosed).toBe('GAVE_WAY')
  })

  it('give way to one that comes within all bounds, and to none that is refused', async () => {
    const { clock, open, replays } = room({ ofNetwork: 1 })
    const agents = ['momentum'] as const
    const first = opened(await open('ann/home', { agents }))
    await clock.advance(minute)
    const second = opened(await open('bob/home', { agents }))
    expect(first.whyClosed).toBe('GAVE_WAY')
    replays.close(second.facts().id, 'bob/home')
    const quiet = opened(await open('ann/home'))
    await clock.advance(minute)
    opened(await open('cyd', { agents }))
    expect(await open('bob/home', { agents })).toEqual({ most: 1, of: 'ALL', withAgents: true })
    expect(quiet.whyClosed).toBeNull()
  })

  it('give way one at a time, also when there is no room for one with agents nor for any', async () => {
    const { clock, open } = room({ inAll: 2 })
    const agents = ['momentum'] as const
    const trading = opened(await open('ann', { agents }))
    const other = opened(await open('ann'))
    await clock.advance(minute)
    opened(await open('bob', { agents }))
    expect([trading.whyClosed, other.whyClosed]).toEqual(['GAVE_WAY', null])
  })

  it('do not give way where the end of another one makes room in all bounds', async () => {
    const { clock, open } = room({ ofNetwork: 2 })
    const agents = ['momentum'] as const
    const quiet = opened(await open('ann/home'))
    await clock.advance(1)
    const trading = opened(await open('bob/home', { agents }))
    await clock.advance(minute)
    opened(await open('cyd/home', { agents }))
    expect([quiet.whyClosed, trading.whyClosed]).toEqual([null, 'GAVE_WAY'])
  })

  it('give way to others when nobody has used them for a while, the one left alone for longest first', async () => {
    const { clock, open } = room({ inAll: 2 })
    const watched = opened(await open('ann', { isPaused: false, speed: 0.1 }))
    watch(watched)
    const left = opened(await open('ann'))
    await clock.advance(minute - 1)
    expect(await open('bob')).toMatchObject({ most: 2, of: 'ALL', withAgents: false })
    await clock.advance(1)
    opened(await open('bob'))
    expect([left.whyClosed, watched.whyClosed]).toEqual(['GAVE_WAY', null])
    expect(left.closed.aborted).toBe(true)
  })

  it('do not give way to one that cannot be opened, nor before it is there', async () => {
    const { clock, open, state } = room({ inAll: 1 })
    const one = opened(await open('ann'))
    await clock.advance(minute)
    state.refuses = new Error('not recorded')
    await expect(open('bob')).rejects.toThrow('not recorded')
    expect(one.whyClosed).toBeNull()
    state.refuses = null
    const held = new AbortController()
    state.held = once(held.signal, 'abort').then(() => undefined)
    const opening = open('bob')
    await settle()
    expect(one.whyClosed).toBeNull()
    held.abort()
    opened(await opening)
    expect(one.whyClosed).toBe('GAVE_WAY')
  })

  it('do not give way when somebody has come to use them meanwhile, and the new one takes no place', async () => {
    const { clock, open, state, players, replays } = room({ inAll: 1 })
    const one = opened(await open('ann'))
    await clock.advance(minute)
    const held = new AbortController()
    state.held = once(held.signal, 'abort').then(() => undefined)
    const opening = open('bob')
    expect(replays.read(one.facts().id, 'ann')).not.toBeNull()
    held.abort()
    expect(await opening).toEqual({ most: 1, of: 'ALL', withAgents: false })
    expect(one.whyClosed).toBeNull()
    expect(players.map(({ isDisposed }) => isDisposed)).toEqual([false, true])
    expect(replays.ofOwner('bob')).toEqual([])
  })

  it('give way one for each that is opened at the same time, and no more are opened than there may be', async () => {
    const { clock, open, replays } = room({ inAll: 2 })
    const idle = [opened(await open('ann')), opened(await open('ann'))]
    await clock.advance(minute)
    const answers = await Promise.all([open('bob'), open('bob'), open('cyd')])
    expect(answers.map((answer) => 'scene' in answer)).toEqual([true, true, false])
    expect(idle.map(({ whyClosed }) => whyClosed)).toEqual(['GAVE_WAY', 'GAVE_WAY'])
    expect(replays.ofOwner('bob')).toHaveLength(2)
  })

  it('are closed by their owner at once', async () => {
    const { replays, players, open } = room()
    const one = opened(await open('ann'))
    const { id } = one.facts()
    expect(replays.close(id, 'ann')).toMatchObject({ id, state: 'PAUSED' })
    expect([one.closed.aborted, one.whyClosed]).toEqual([true, 'CLOSED'])
    await expect.poll(() => players[0]?.isDisposed).toBe(true)
    expect(replays.read(id, 'ann')).toBeNull()
    expect(replays.close(id, 'ann')).toBeNull()
  })

  it('expire when nobody has used them for ten minutes, with whoever still subscribes to one that stands still', async () => {
    const { clock, replays, open, players } = room()
    const one = opened(await open('ann'))
    watch(one)
    expect(one.facts().expiresAtMs).toBe(clock.now() + 10 * minute)
    await clock.advance(9 * minute)
    expect(replays.read(one.facts().id, 'ann')).not.toBeNull()
    expect(one.facts().expiresAtMs).toBe(clock.now() + 10 * minute)
    await clock.advance(10 * minute - 1)
    expect(one.whyClosed).toBeNull()
    await clock.advance(1)
    expect(one.whyClosed).toBe('IDLE')
    await expect.poll(() => players[0]?.isDisposed).toBe(true)
  })

  it('do not expire while they are watched, and do when their last reader has left', async () => {
    const { clock, open } = room()
    const one = opened(await open('ann', { isPaused: false, isLooping: true }))
    const leave = watch(one)
    await clock.advance(60 * minute)
    expect([one.whyClosed, one.facts().expiresAtMs]).toEqual([null, null])
    leave()
    expect(one.facts().expiresAtMs).toBeGreaterThan(clock.now() + 9 * minute)
    await clock.advance(10 * minute)
    expect(one.whyClosed).toBe('IDLE')
  })

  it('that cannot be read on are closed, and the log says why', async () => {
    const { clock, players, logged, open } = room()
    const one = opened(await open('ann', { isPaused: false }))
    const [player] = players
    if (player) player.fault = new Error('damaged')
    await clock.advance(1_000)
    await expect.poll(() => one.whyClosed).toBe('UNREADABLE')
    expect(JSON.stringify(logged)).toContain('A replay cannot go on')
    expect(player?.isDisposed).toBe(true)
  })

  it('are closed without a word in the log when what they would play is not kept any more', async () => {
    const { clock, players, logged, open } = room()
    const one = opened(await open('ann', { isPaused: false }))
    const [player] = players
    if (player) player.fault = new PastRemoved('removed')
    await clock.advance(1_000)
    await expect.poll(() => one.whyClosed).toBe('REMOVED')
    expect(logged).toEqual([])
    expect(player?.isDisposed).toBe(true)
  })

  it.each([
    ['REMOVED', new PastRemoved('removed')],
    ['UNREADABLE', new Error('damaged')],
  ])('are %s when who controls them is answered, also when that comes to light meanwhile', async (why, fault) => {
    const { clock, players, open } = room()
    const one = opened(await open('ann', { isPaused: false }))
    let fail = (_error: Error) => {}
    const [player] = players
    if (player) player.until = () => new Promise((_resolve, reject) => (fail = reject))
    await clock.advance(1_000)
    const changed = one.change({ speed: 2 })
    fail(fault)
    await changed
    expect(one.whyClosed).toBe(why)
  })

  it('that cannot be closed well are gone all the same, and the log says why', async () => {
    const { players, logged, open, replays } = room()
    const { id } = opened(await open('ann')).facts()
    const [player] = players
    if (player) player.disposeFault = new Error('damaged')
    replays.close(id, 'ann')
    await expect.poll(() => JSON.stringify(logged)).toContain('A replay could not be closed')
    await replays[Symbol.asyncDispose]()
  })

  it('are all closed with the server', async () => {
    const { replays, players, open } = room()
    const all = [opened(await open('ann')), opened(await open('bob', { isPaused: false }))]
    await settle()
    await replays[Symbol.asyncDispose]()
    expect(all.map(({ whyClosed }) => whyClosed)).toEqual(['CLOSED', 'CLOSED'])
    expect(players.map(({ isDisposed }) => isDisposed)).toEqual([true, true])
  })

  it('that are being opened are closed with the server, too', async () => {
    const { replays, players, state, open } = room()
    let goOn = () => {}
    state.held = new Promise((resolve) => (goOn = resolve))
    const opening = open('ann', { isPaused: false })
    const closing = replays[Symbol.asyncDispose]()
    goOn()
    await closing
    expect(players.map(({ isDisposed }) => isDisposed)).toEqual([true])
    expect(opened(await opening).whyClosed).toBe('CLOSED')
    expect(replays.ofOwner('ann')).toEqual([])
  })
})
