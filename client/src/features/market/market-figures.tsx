import { Figure, Figures } from '../../components/figure.js'
import type { MarketFigures_MarketDataFragment } from '../../gql/graphql.js'
import { compact, ivPct, price, rate } from '../../lib/format.js'
import { text } from '../../lib/text.js'
import css from './market.module.css'

const words = text.market

export function MarketFigures({ figures }: { readonly figures: MarketFigures_MarketDataFragment | null }) {
  const perpetual = figures?.perpetual
  /** A placeholder while waiting, a dash when there is no perpetual. */
  const show = (format: (value: number | null | undefined) => string, value: number | null | undefined) =>
    figures === null ? null : format(value)
  const amount = (size: number | null | undefined) =>
    size === null || size === undefined ? undefined : words.size(compact(size))
  return (
    <Figures className={css.grid}>
      <Figure label={words.bid} value={show(price, perpetual?.bidPriceUsd)} title={amount(perpetual?.bidAmountUsd)} />
      <Figure label={words.ask} value={show(price, perpetual?.askPriceUsd)} title={amount(perpetual?.askAmountUsd)} />
      <Figure
        label={words.mark}
        value={show(price, perpetual?.markPriceUsd)}
        isDoubted={perpetual?.markDoubted === true}
        title={perpetual?.markDoubted === true ? text.instrument.doubtedHint : undefined}
      />
      <Figure label={words.last} value={show(price, perpetual?.lastPriceUsd)} />
      <Figure label={words.high24h} value={show(price, perpetual?.high24hUsd)} />
      <Figure label={words.low24h} value={show(price, perpetual?.low24hUsd)} />
      <Figure label={words.volume24h} value={show(compact, perpetual?.volume24hUsd)} title={words.hints.volume24h} />
      <Figure
        label={words.openInterest}
        value={show(compact, perpetual?.openInterestUsd)}
        title={words.hints.openInterest}
      />
      <Figure label={words.funding} value={show(rate, perpetual?.fundingRate8h)} title={words.hints.funding} />
      <Figure label={words.fundingPaid} value={show(rate, perpetual?.fundingPaid8h)} title={words.hints.fundingPaid} />
      <Figure label={words.volatility} value={show(ivPct, figures?.volatilityIndex)} title={words.hints.volatility} />
    </Figures>
  )
}
