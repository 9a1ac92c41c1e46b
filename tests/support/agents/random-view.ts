import fc from 'fast-check'
import { listedByName } from '../../../server/domain/instrument-name.js'
import type { HeardMarket, Perpetual } from '../../../server/domain/market-data.js'
import type { HeardChain, OptionContract } from '../../../server/domain/option-chain.js'
import type { Position } from '../../../server/domain/position.js'
import { msPerDay } from '../../../server/domain/units.js'
import type { AgentView } from '../../../server/trading/agents/trading-agent.js'
import { noon } from '../builders.js'
import { chainAt, heldOption } from './chains.js'
import { marketAt, perpetualAt, positionWith } from './views.js'

const day = msPerDay
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 8 })
/** Evenly spread, which `fc.double` is not: half of its numbers are tiny. */
const between = (min: number, max: number) => fc.integer({ min: 0, max: 1e6 }).map((n) => min + ((max - min) * n) / 1e6)
const priceUsd = between(0.01, 300_000)
const amount = between(0, 1e6)
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
  markIv: orNull(between(0, 5)),
  greeks: fc.constant(null),
})

const chain: fc.Arbitrary<HeardChain> = fc
  .record({
    underlyingUsd: between(50_000, 120_000),
    iv: between(0.05, 3),
    expiryMs: fc.integer({ min: 0, max: 60 }).map((left) => noon - day / 6 + left * day),
    halfSpread: between(0, 0.3),
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
    quantityCoin: between(1e-8, 50),
    blind: fc.boolean(),
  })
  .map(({ chain, index, side, quantityCoin, blind }) => {
    const contract = chain.contracts[index]
    return contract
      ? ([chain, heldOption(contract, { side, quantityCoin, ...(blind && { greeks: null }) })] as const)
      : null
  })

const perpetualHeld: fc.Arbitrary<Position> = fc
  .record({ side, quantityCoin: between(1e-8, 50) })
  .map((values) => positionWith(values))

const market: fc.Arbitrary<HeardMarket> = fc
  .record({ priceUsd, perpetual: orNull(perpetual), index: orNull(priceUsd) })
  .map(({ priceUsd, perpetual, index }) =>
    marketAt(priceUsd, { indexPriceUsd: index, perpetual: perpetual && perpetualAt(priceUsd, perpetual) }),
  )

const steps = { tickSize: { base: 0.5, steps: [] }, lotSize: 0.1, minOrderSize: 0.1 }

function instrumentsOf({ perpetual }: HeardMarket, chains: readonly HeardChain[]): AgentView['instruments'] {
  const symbols = chains.flatMap(({ contracts }) => contracts.map(({ symbol }) => symbol))
  const named = [perpetual?.symbol ?? 'BTC-PERPETUAL', ...symbols].flatMap((symbol) => listedByName(symbol) ?? [])
  return new Map(
    named.map((one) => {
      const inUsd = one.amountUnit === 'USD' && { lotSize: 10, minOrderSize: 10 }
      return [one.symbol, { ...one, ...steps, ...inUsd }]
    }),
  )
}

/** For tests: any view that could be put to an agent, with what is missing, stale, unlisted, expired or broke. */
export const randomView: fc.Arbitrary<AgentView> = fc
  .record({
    market,
    chains: fc.array(chain, { maxLength: 2 }),
    held: fc.array(optionHeld, { maxLength: 2 }),
    listed: fc.boolean(),
    perpetual: fc.option(perpetualHeld, { nil: null, freq: 1 }),
    accountValueUsd: between(-1e5, 1e6),
    freeShare: between(0, 1),
    told: fc.boolean(),
    nowMs: fc.integer({ min: -60, max: 60 }).map((steps) => noon + steps * 10_000),
  })
  .map(({ market, chains, held, listed, perpetual, accountValueUsd, freeShare, told, nowMs }) => {
    const options = held.filter((one) => one !== null)
    const greeks = { totalDeltaUsd: null, totalGammaUsd: null, totalVegaUsd: null, totalThetaUsd: null }
    const shown = [...(listed ? options.map(([chain]) => chain) : []), ...chains]
    return {
      market,
      chains: shown,
      instruments: told ? instrumentsOf(market, shown) : new Map(),
      positions: [...options.map(([, position]) => position), ...(perpetual ? [perpetual] : [])],
      account: { accountValueUsd, marginAvailableUsd: Math.max(0, accountValueUsd * freeShare), greeks },
      nowMs,
    }
  })
