import { expect, it } from 'vitest'
import type { MarketEvent } from '../../server/domain/market-events.js'
import { indexTick, optionsEvent, update } from '../support/builders.js'
import { perpetualTick, ScriptedFeed, symbolOf } from '../support/scripted-feed.js'
import { startOpen } from '../support/start-open.js'
import { ask, until } from '../support/start-server.js'

interface Shown {
  readonly marketData: { readonly indexPriceUsd: number | null; readonly perpetual: Readonly<Record<string, unknown>> }
  readonly optionsChain: { readonly contracts: readonly Readonly<Record<string, unknown>>[] }
}

const query = `{
  marketData(currency: "BTC") { indexPriceUsd volatilityIndexFreshness perpetual { state markDoubted markPriceUsd } }
  optionsChain(currency: "BTC", limit: 1000) { contracts { symbol state markDoubted quoteFreshness markFreshness } }
}`

it('says of each row whether it trades, and whether its mark is doubted; a doubted index is null', async () => {
  const feed = new ScriptedFeed()
  await using server = await startOpen({ AGENTS: 'none' }, { feed })
  const shown = (holds: (shown: Shown) => boolean) =>
    until(
      () => ask<Shown>(server.httpUrl, query),
      ({ data }) => data != null && holds(data),
    )
  const contract = ({ optionsChain }: Shown, symbol: string) =>
    optionsChain.contracts.find((one) => one.symbol === symbol)
  const now = Date.now()
  const times = { eventTimeMs: now + 1, receivedTimeMs: now + 1 }
  const [halted, doubted] = [symbolOf(84_000), symbolOf(86_000)]
  const state = (symbol: string, told: 'HALTED' | 'LOCKED'): MarketEvent => {
    return { type: 'instrument-state', currency: 'BTC', symbol, state: told, ...times }
  }
  feed.say(state(halted, 'HALTED'), state('BTC-PERPETUAL', 'LOCKED'))
  feed.say(optionsEvent([update(doubted, { markPrice: 0.2 }, now + 1)], now + 1))
  feed.say(perpetualTick({ markPriceUsd: 840_000 }, now + 1), indexTick(8e7, now + 1))
  const { data } = await shown(
    (one) => contract(one, halted)?.state === 'HALTED' && contract(one, doubted)?.markDoubted === true,
  )
  if (!data) throw new Error('nothing is shown')
  expect(contract(data, halted)).toEqual({
    ...{ symbol: halted, state: 'HALTED', markDoubted: false },
    ...{ quoteFreshness: 'LIVE', markFreshness: 'LIVE' },
  })
  expect(contract(data, doubted)).toMatchObject({ state: null, markDoubted: true })
  const market = await shown(({ marketData }) => marketData.indexPriceUsd === null)
  expect(market.data?.marketData).toMatchObject({
    volatilityIndexFreshness: 'STALE',
    perpetual: { state: 'LOCKED', markDoubted: true, markPriceUsd: 840_000 },
  })
  const event = { type: 'index-lock', currency: 'BTC', locked: true, ...times } as const
  feed.say(event)
  await shown(({ optionsChain }) => optionsChain.contracts.every((one) => /^(LOCKED|HALTED)$/.test(String(one.state))))
})
