import { expect, it } from 'vitest'
import { httpBot, type Bot } from '../support/api/bot.js'
import { indexTick } from '../support/builders.js'
import { perpetualTick, ScriptedFeed } from '../support/scripted-feed.js'
import { SocketClient } from '../support/socket-client.js'
import { startOpen } from '../support/start-open.js'
import { ask, type TestServer } from '../support/start-server.js'
import { describeOn } from '../support/store/describe-on.js'
import { storeEnv } from '../support/store/store-env.js'
import { engines, type StoreHome } from '../support/store/store-home.js'

/** More than a reader may be behind, and more than a page. */
const many = 1_500

interface Running extends AsyncDisposable {
  readonly server: TestServer
  readonly feed: ScriptedFeed
}

async function start(home: StoreHome): Promise<Running> {
  const feed = new ScriptedFeed()
  const server = await startOpen({ AGENTS: 'none', ...storeEnv(home) }, { feed })
  return { server, feed, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
}

/** What a number of acts came to, some of which are done at once. */
async function all(count: number, act: (index: number) => Promise<string | undefined>): Promise<string[]> {
  const ids: string[] = []
  let next = 0
  const work = async () => {
    for (let index = next++; index < count; index = next++) ids[index] = (await act(index)) ?? ''
  }
  await Promise.all(Array.from({ length: 50 }, work))
  return ids
}

/** Ids of the next events of a stream, in their order. */
async function nextIds(socket: SocketClient, count: number): Promise<string[]> {
  const ids: string[] = []
  while (ids.length < count) {
    const [event] = Object.values(await socket.nextData<Record<string, { id: string }>>('s'))
    ids.push(event?.id ?? '')
  }
  return ids
}

const everything = `{
  accounts { id name kind agent source openedAt resets resetAt closedAt hasTraded }
  leaderboard { account { id } }
  anew: performance(account: "anew") { accountValueUsd netDepositsUsd feesUsd trades openPositions }
  gone: performance(account: "gone") { accountValueUsd feesUsd trades openPositions freshness }
  trader: positions(account: "trader") { positions { symbol side quantityCoin entryPriceUsd exitPlan { stopLossUsd trailingStop { distancePct bestPriceUsd stopPriceUsd } } } }
  portfolio(account: "trader") { cashUsd }
  performance(account: "trader") { feesUsd trades openPositions }
  published: positions(account: "publisher") { asOf positions { symbol side quantityCoin pnlUsd } }
  said: performance(account: "publisher") { asOf accountValueUsd totalReturnPct sharpe }
  decisions { edges { cursor node { id seq reasoning recordedAt } } }
  orders { edges { cursor node { id status filledCoin limitPriceUsd stopLossUsd: leverage } } }
  fills { edges { cursor node { id seq priceUsd feeUsd } } }
  closedTrades { edges { cursor node { id pnlUsd outcome } } }
}`

for (const engine of engines) {
  describeOn(engine, 'a server that was stopped and started', (makeHome) => {
    it('streams decisions on from behind any cursor, however old, and then the new ones', async () => {
      await using home = await makeHome()
      let token = ''
      let ids: string[] = []
      {
        await using running = await start(home)
        const tokens = await all(10, (account) => running.server.mint(`publisher-${account}`))
        const bots = tokens.map((one) => httpBot(running.server, one))
        token = tokens[0] ?? ''
        ids = await all(many, async (index) => (await bots[index % bots.length]?.do('publishDecision'))?.decision?.id)
      }
      await using running = await start(home)
      const bot = httpBot(running.server, token)
      using socket = await new SocketClient(running.server.wsUrl).init()
      const { data } = await ask<{ decisions: { edges: { cursor: string }[] } }>(
        running.server.httpUrl,
        '{ decisions(first: 1000) { edges { cursor } } }',
      )
      const newestFirst = data?.decisions.edges.map(({ cursor }) => cursor) ?? []
      expect(newestFirst).toHaveLength(1_000)
      expect(ids).toEqual(expect.arrayContaining(newestFirst))
      const oldest = newestFirst.at(-1) ?? ''
      socket.subscribe('s', 'subscription ($after: ID) { newDecision(after: $after) { id } }', { after: oldest })
      const { decision } = await bot.do('publishDecision')
      expect(await nextIds(socket, 1_000)).toEqual([...newestFirst.slice(0, -1).toReversed(), decision?.id])
    })

    it('streams fills on from behind any cursor', async () => {
      await using home = await makeHome()
      let token = ''
      const ids: (string | undefined)[] = []
      {
        await using running = await start(home)
        token = await running.server.mint('trader')
        const bot = httpBot(running.server, token)
        await bot.do('openAccount')
        for (let fill = 0; fill < 30; fill += 1) {
          ids.push((await bot.do('placeOrder', { quantityCoin: 0.001 })).fills?.[0]?.id)
        }
      }
      await using running = await start(home)
      using socket = await new SocketClient(running.server.wsUrl).init()
      socket.subscribe('s', 'subscription ($after: ID) { newFill(account: "trader", after: $after) { id } }', {
        after: ids[0],
      })
      const { fills } = await httpBot(running.server, token).do('placeOrder')
      expect(await nextIds(socket, 30)).toEqual([...ids.slice(1), fills?.[0]?.id])
    })

    it('has every account as it was, its books, its open orders and what was published', async () => {
      await using home = await makeHome()
      const tokens: string[] = []
      const said: unknown[] = []
      const calls: (readonly [number, Parameters<Bot['do']>[0], Record<string, unknown>])[] = [
        [0, 'openAccount', { idempotencyKey: 'open', name: 'Trader', depositUsd: 50_000 }],
        [0, 'placeOrder', { idempotencyKey: 'buy', quantityCoin: 0.2, leverage: 2, stopLossUsd: 80_000 }],
        [0, 'placeOrder', { idempotencyKey: 'sell', quantityCoin: 0.05, side: 'SELL', reduceOnly: true }],
        [0, 'placeOrder', { idempotencyKey: 'rest', type: 'LIMIT', limitPriceUsd: 82_000, quantityCoin: 0.1 }],
        [0, 'placeOrder', { idempotencyKey: 'refused', quantityCoin: 100 }],
        [0, 'setExits', { idempotencyKey: 'exits', trailingStop: { distancePct: 3 } }],
        [2, 'openAccount', { idempotencyKey: 'open', name: 'Second trader' }],
        [2, 'placeOrder', { idempotencyKey: 'buy', quantityCoin: 0.2 }],
        [2, 'resetAccount', { idempotencyKey: 'reset', depositUsd: 7_000 }],
        [3, 'openAccount', { idempotencyKey: 'open', name: 'Third trader' }],
        [3, 'placeOrder', { idempotencyKey: 'buy', quantityCoin: 0.2 }],
        [3, 'closeAccount', { idempotencyKey: 'close' }],
        [1, 'publishDecision', { idempotencyKey: 'decision', reasoning: 'Kept' }],
        [
          1,
          'publishPositions',
          {
            idempotencyKey: 'positions',
            positions: [{ symbol: 'ETH', side: 'LONG', quantityCoin: 1, entryPriceUsd: 3_000, pnlUsd: 5 }],
          },
        ],
        [1, 'publishPerformance', { idempotencyKey: 'performance', accountValueUsd: 1_234.5, totalReturnPct: 3 }],
      ]
      let before: unknown
      {
        await using running = await start(home)
        for (const account of ['trader', 'publisher', 'anew', 'gone']) tokens.push(await running.server.mint(account))
        const bots = tokens.map((token) => httpBot(running.server, token))
        for (const [who, mutation, fields] of calls) said.push(await bots[who]?.do(mutation, fields))
        before = await ask(running.server.httpUrl, everything)
      }
      await using running = await start(home)
      expect(await ask(running.server.httpUrl, everything)).toEqual(before)

      const bots = tokens.map((token) => httpBot(running.server, token))
      for (const [index, [who, mutation, fields]] of calls.entries()) {
        expect(await bots[who]?.do(mutation, fields)).toEqual(said[index])
      }
      expect(await ask(running.server.httpUrl, everything)).toEqual(before)

      using fills = await new SocketClient(running.server.wsUrl).init()
      fills.subscribe('s', 'subscription { newFill(account: "trader") { orderId priceUsd } }')
      const resting = (said[3] as { order: { id: string } }).order
      running.feed.say(
        perpetualTick({ askPriceUsd: 81_990, bidPriceUsd: 81_980, markPriceUsd: 81_985 }),
        indexTick(84_001, Date.now()),
      )
      expect(await fills.nextData('s')).toEqual({ newFill: { orderId: resting.id, priceUsd: 82_000 } })
    })
  })
}
