import type { Perpetual } from '../../domain/market-data.js'
import type { HeardChain, OptionContract } from '../../domain/option-chain.js'
import type { DataSource } from '../../domain/source.js'
import type { UnixMs } from '../../domain/units.js'
import type { KeyFrame } from '../../market/key-frame.js'
import { MarketState } from '../../market/market-state.js'
import { optionTerms, type ExportRow } from './export-rows.js'

/** What was known of a market at a time, as rows: one for each index, perpetual and option. */
export function* snapshotRows(keyFrame: KeyFrame, source: DataSource, timeMs: UnixMs): Generator<ExportRow> {
  const currencies = keyFrame.currencies.map(({ currency }) => currency)
  const state = new MarketState({ name: 'export', source, currencies, staleAfterMs: 1 }, () => timeMs)
  state.takeOver(keyFrame)
  for (const currency of currencies) {
    const common = { heardTime: timeMs, event: 'snapshot', currency } as const
    state.refreshMarketData(currency)
    const market = state.heardMarket(currency)
    if (market?.indexPriceUsd != null) {
      yield { ...common, eventTime: market.indexAsOf, priceUsd: market.indexPriceUsd }
    }
    if (market?.volatilityIndex != null) {
      yield { ...common, eventTime: market.volatilityIndexAsOf, volatilityIndex: market.volatilityIndex }
    }
    if (market?.perpetual) yield { ...common, ...perpetualRow(market.perpetual) }
    for (const expiryMs of state.expiries(currency)) {
      state.refreshChain(currency, expiryMs)
      const chain = state.heardChain(currency, expiryMs)
      for (const contract of chain?.contracts ?? []) {
        if (chain && contract.asOf !== null) yield { ...common, ...optionRow(contract, chain) }
      }
    }
  }
}

function perpetualRow(perpetual: Perpetual): ExportRow {
  return { ...perpetual, eventTime: perpetual.asOf }
}

/** Without what the exchange did not say: values of the model are made by whoever reads. */
function optionRow(contract: OptionContract, { underlyingPriceUsd }: HeardChain): ExportRow {
  const { symbol, asOf, state, greeks, quoteIvOrigin, markIv, openInterestCoin, volume24hCoin } = contract
  const terms = optionTerms(symbol)
  const inUnit = (coin: number | null, usd: number | null) => (terms.premiumUnit === 'USD' ? usd : coin)
  const isSaid = quoteIvOrigin === 'EXCHANGE'
  return {
    eventTime: asOf,
    symbol,
    ...terms,
    bidPrice: inUnit(contract.bidPriceCoin, contract.bidPriceUsd),
    bidAmountCoin: contract.bidAmountCoin,
    askPrice: inUnit(contract.askPriceCoin, contract.askPriceUsd),
    askAmountCoin: contract.askAmountCoin,
    bidIv: isSaid ? contract.bidIv : null,
    askIv: isSaid ? contract.askIv : null,
    markPrice: inUnit(contract.markPriceCoin, contract.markPriceUsd),
    markIv,
    lastPrice: inUnit(contract.lastPriceCoin, contract.lastPriceUsd),
    underlyingPriceUsd,
    openInterestCoin,
    volume24hCoin,
    ...(greeks?.origin === 'EXCHANGE' ? greeks : {}),
    state,
  }
}
