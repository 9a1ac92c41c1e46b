import { expect, it } from 'vitest'
import { listedByName } from '../../server/domain/instrument-name.js'
import { httpBot } from '../support/api/bot.js'
import { ladder, listing } from '../support/builders.js'
import { expiriesFrom, perpetualTick, ScriptedFeed, strikes, symbolOf } from '../support/scripted-feed.js'
import { startOpen } from '../support/start-open.js'
import { ask, until } from '../support/start-server.js'

it('rebates of the listed instruments come from fill to account: fees below zero, and cash above the deposit', async () => {
  const feed = new ScriptedFeed()
  await using server = await startOpen({ AGENTS: 'none' }, { feed })
  const perpetual = listedByName('BTC-PERPETUAL')
  if (!perpetual) throw new Error('no perpetual')
  const rebates = { makerCommission: -0.0002, takerCommission: -0.0001 }
  const options = expiriesFrom().flatMap((expiryMs) => ladder(strikes, expiryMs))
  const capped = { makerCommission: -0.01, takerCommission: -0.01 }
  feed.say(listing([{ ...perpetual, ...rebates }, ...options.map((one) => ({ ...one, ...capped }))], Date.now()))
  const listed = '{ instruments(first: 2) { instruments { makerFee takerFee } } }'
  await until(
    () => ask<{ instruments: { instruments: { makerFee: number | null }[] } }>(server.httpUrl, listed),
    ({ data }) => data?.instruments.instruments[0]?.makerFee === -0.0002,
  )
  using bot = httpBot(server, await server.mint('bot'))
  await bot.do('openAccount', { depositUsd: 100_000 })

  const taken = await bot.do('placeOrder', { quantityCoin: 0.5 })
  // 0.01 % of 0.5 × 84,000.50 USD.
  expect(taken.fills).toMatchObject([{ liquidity: 'TAKER', feeUsd: -4.200025 }])
  const option = await bot.do('placeOrder', { symbol: symbolOf(84_000), quantityCoin: 1 })
  // 1 % of the forward is more than 12.5 % of the premium, 0.0205 × 84,100 USD.
  expect(option.fills).toMatchObject([{ feeUsd: -215.50625 }])
  await bot.do('placeOrder', { type: 'LIMIT', limitPriceUsd: 83_000, quantityCoin: 0.5 })
  feed.say(perpetualTick({ askPriceUsd: 82_990, bidPriceUsd: 82_980, markPriceUsd: 82_985 }))

  const query = `{
    performance(account: "bot") { feesUsd cashUsd netDepositsUsd realizedPnlUsd fundingUsd }
    fills(account: "bot") { edges { node { liquidity feeUsd } } }
  }`
  interface Shown {
    readonly performance: Readonly<Record<'feesUsd' | 'cashUsd' | 'fundingUsd', number>>
    readonly fills: {
      readonly edges: readonly { readonly node: { readonly liquidity: string; readonly feeUsd: number } }[]
    }
  }
  const { data } = await until(
    () => ask<Shown>(server.httpUrl, query),
    (answer) => answer.data?.fills.edges.length === 3,
  )
  // 0.02 % of 0.5 × 83,000 USD.
  expect(data?.fills.edges.map(({ node }) => node)).toContainEqual({ liquidity: 'MAKER', feeUsd: -8.3 })
  const { feesUsd, cashUsd, fundingUsd } = data?.performance ?? { feesUsd: NaN, cashUsd: NaN, fundingUsd: NaN }
  expect(feesUsd).toBe(-228.01)
  expect(cashUsd - fundingUsd).toBeCloseTo(100_228.01, 1)
})
