import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { httpBot } from '../support/api/bot.js'
import { HeldClock } from '../support/held-clock.js'
import { SocketClient } from '../support/socket-client.js'
import { ask, startServer, until } from '../support/start-server.js'

/** A clock that can be set ahead. It wakes those who tend the accounts when it is told to, and nobody else who sleeps long. */
class AheadClock extends HeldClock {
  aheadMs = 0

  constructor() {
    super(60_000)
  }

  override now(): number {
    return super.now() + this.aheadMs
  }

  override sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms < 10_000 || ms === 60_000) return super.sleep(ms, signal)
    return new Promise((resolve) => signal?.addEventListener('abort', () => resolve()))
  }
}

const time = (ms: number) => new Date(ms).toISOString()

it('what accounts were is told as removed, never as it was not: by a time, in a replay that stands before, and in a new one', async () => {
  const clock = new AheadClock()
  await using server = await startServer(
    { clock },
    { AGENTS: 'none', SIM_TICK_MS: '100', SIM_CHAIN_MS: '500', HISTORY_MAX_AGE: '1h' },
  )
  const token = await server.mint('fund')
  const asked = <T>(query: string, variables: object = {}) =>
    ask<T>(server.httpUrl, query, { ...variables }, { authorization: `Bearer ${token}` })
  const recordedMs = async () => {
    const { data } = await asked<{ status: { history: { to: string | null } } }>('{ status { history { to } } }')
    return Date.parse(data?.status.history.to ?? '') || 0
  }
  const open = async (fromMs: number, toMs: number): Promise<string> => {
    const input = { from: time(fromMs), to: time(toMs), asFastAsRead: true, paused: true }
    // On a busy machine an opening may take too long.
    const { data, errors } = await until(
      () =>
        asked<{ openReplay: { replay: { id: string } } }>(
          'mutation ($input: OpenReplayInput!) { openReplay(input: $input) { ... on ReplayOpened { replay { id } } } }',
          { input },
        ),
      (answer) => answer.errors?.[0]?.extensions?.['code'] !== 'TIMED_OUT',
    )
    return data?.openReplay.replay.id ?? expect.fail(JSON.stringify(errors))
  }

  await until(recordedMs, (ms) => ms > 0)
  const bot = httpBot(server, token)
  await bot.do('openAccount', {})
  // The desk may not have heard of a market yet.
  await until(
    () => bot.do('placeOrder', { quantityCoin: 0.1, idempotencyKey: randomUUID() }),
    ({ __typename }) => __typename === 'OrderPlaced',
  )
  const filledMs = Date.now()
  const boughtMs = await until(recordedMs, (ms) => ms > filledMs)
  await bot.do('placeOrder', { side: 'SELL', quantityCoin: 0.04 })
  const soldMs = Date.now()
  const toMs = await until(recordedMs, (ms) => ms > soldMs + 1_000)

  const replay = await open(boughtMs, toMs)
  using socket = await new SocketClient(server.wsUrl).initAs(token)
  const positions = 'subscription ($id: ID!) { positions(replay: $id, account: "fund") { positions { quantityCoin } } }'
  socket.subscribe('p', positions, { id: replay })
  expect(await socket.nextData('p')).toEqual({ positions: { positions: [{ quantityCoin: expect.closeTo(0.1, 3) }] } })

  clock.aheadMs = 2 * 3_600_000
  await clock.release()
  // Another time each: a moment that was made before goes on to be answered for a while.
  let atMs = boughtMs
  const { errors } = await until(
    () => asked(`{ positions(account: "fund", at: "${time((atMs += 1))}") { seq } }`),
    (answer) => answer.errors?.[0]?.extensions?.['code'] === 'NOT_RECORDED',
  )
  expect(errors).toMatchObject([{ extensions: { code: 'NOT_RECORDED', argument: 'at' } }])
  expect(errors?.[0]?.message).toContain('was too old or too much, and was removed')

  const goTo = 'mutation ($id: ID!, $to: DateTime!) { controlReplay(input: { replay: $id, position: $to }) { state } }'
  const went = await asked(goTo, { id: replay, to: time(boughtMs) })
  expect(went.errors).toMatchObject([{ extensions: { code: 'REPLAY_CLOSED' } }])
  const ended = await until(
    () => socket.next(),
    ({ id, type }) => id === 'p' && type !== 'next',
  )
  expect(ended).toMatchObject({ id: 'p', type: 'error', payload: [{ extensions: { code: 'REPLAY_CLOSED' } }] })
  expect(JSON.stringify(ended.payload)).toContain('What accounts were at its time')

  const id = await open(boughtMs, toMs)
  const played = await asked('query ($id: ID!) { marketData(replay: $id) { source } }', { id })
  expect(played.data).toEqual({ marketData: { source: 'REPLAY' } })
  const unplayed = await asked('query ($id: ID!) { accounts(replay: $id) { id } }', { id })
  expect(unplayed.errors).toMatchObject([{ extensions: { code: 'NOT_RECORDED', argument: 'replay' } }])
})
