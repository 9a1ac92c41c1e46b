import fc from 'fast-check'
import type { MarketData, Perpetual } from '../../../domain/market-data.js'
import type { OptionChain, OptionContract } from '../../../domain/option-chain.js'
import type { Position } from '../../../domain/position.js'
import type { AgentView } from '../trading-agent.js'
import { chainAt, heldOption } from './build-chain.js'
import { marketAt, perpetualAt, positionWith, testNowMs } from './build-view.js'

const day = 86_400_000
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 8 })
const priceUsd = fc.double({ min: 0.01, max: 300_000, noNaN: true })
const amount = fc.double({ min: 0, max: 1e6, noNaN: true })
const side = fc.constantFrom('LONG' as const, 'SHORT' as const)
const freshness = fc.constantFrom('LIVE' as const, 'LIVE' as const, 'STALE' as const)
/** Keys left out keep what the builders gave. */
const some = <T>(values: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(values, { requiredKeys: [] })

const perpetual: fc.Arbitrary<Partial<Perpetual>> = some({
  bidPriceUsd: orNull(priceUsd),
  bidAmountUsd: orNull(amount),
  askPriceUsd: orNull(priceUsd),
  askAmountUsd: orNull(amount),
})

const contract: fc.Arbitrary<Partial<OptionContract>> = some({
  bidPriceUsd: orNull(priceUsd),
  bidAmountCoin: orNull(amount),
  askPriceUsd: orNull(priceUsd),
  askAmountCoin: orNull(amount),
  markIv: orNull(fc.double({ min: 0, max: 5, noNaN: true })),
  greeks: fc.constant(null),
})

const chain: fc.Arbitrary<OptionChain> = fc
  .record({
    underlyingUsd: fc.double({ min: 50_000, max: 120_000, noNaN: true }),
    iv: fc.double({ min: 0.05, max: 3, noNaN: true }),
    expiryMs: fc.integer({ min: 0, max: 60 }).map((left) => testNowMs - day / 6 + left * day),
    halfSpread: fc.double({ min: 0, max: 0.3, noNaN: true }),
    contract: orNull(contract),
    chain: some({
      freshness,
      atmIv: fc.constant(null),
      underlyingPriceUsd: fc.constant(null),
      atmStrikeUsd: fc.constant(null),
    }),
  })
  .map(({ contract, ...shape }) => chainAt({ ...shape, ...(contract && { contract }) }))

const optionHeld = fc
  .record({
    chain,
    index: fc.nat(41),
    side,
    quantityCoin: fc.double({ min: 1e-8, max: 50, noNaN: true }),
    blind: fc.boolean(),
  })
  .map(({ chain, index, side, quantityCoin, blind }) => {
    const contract = chain.contracts[index]
    return contract
      ? ([chain, heldOption(contract, { side, quantityCoin, ...(blind && { greeks: null }) })] as const)
      : null
  })

const perpetualHeld: fc.Arbitrary<Position> = fc
  .record({ side, quantityCoin: fc.double({ min: 1e-8, max: 50, noNaN: true }) })
  .map((values) => positionWith(values))

const market: fc.Arbitrary<MarketData> = fc
  .record({ priceUsd, perpetual: orNull(perpetual), index: orNull(priceUsd) })
  .map(({ priceUsd, perpetual, index }) =>
    marketAt(priceUsd, { indexPriceUsd: index, perpetual: perpetual && perpetualAt(priceUsd, perpetual) }),
  )

/** For tests: any view that could be put to an agent, with what is missing, stale, unlisted, expired or broke. */
export const randomView: fc.Arbitrary<AgentView> = fc
  .record({
    market,
    chains: fc.array(chain, { maxLength: 3 }),
    held: fc.array(optionHeld, { maxLength: 3 }),
    listed: fc.boolean(),
    perpetual: fc.option(perpetualHeld, { nil: null, freq: 1 }),
    accountValueUsd: fc.double({ min: -1e5, max: 1e6, noNaN: true }),
    freeShare: fc.double({ min: 0, max: 1, noNaN: true }),
    nowMs: fc.integer({ min: -90, max: 90 }).map((minutes) => testNowMs + minutes * 60_000),
  })
  .map(({ market, chains, held, listed, perpetual, accountValueUsd, freeShare, nowMs }) => {
    const options = held.filter((one) => one !== null)
    const greeks = { totalDeltaUsd: null, totalGammaUsd: null, totalVegaUsd: null, totalThetaUsd: null }
    return {
      market,
      chains: [...(listed ? options.map(([chain]) => chain) : []), ...chains],
      positions: [...options.map(([, position]) => position), ...(perpetual ? [perpetual] : [])],
      account: { accountValueUsd, marginAvailableUsd: Math.max(0, accountValueUsd * freeShare), greeks },
      nowMs,
    }
  })
