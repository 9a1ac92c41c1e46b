import { Placeholder } from '../../components/placeholder.js'
import { useFlash } from '../../components/use-flash.js'
import type { MarketFigures_MarketDataFragment } from '../../gql/graphql.js'
import { directionOf, price, signedPercent } from '../../lib/format.js'
import { text } from '../../lib/text.js'
import css from './market.module.css'

export interface IndexPriceProps {
  readonly currency: string
  readonly figures: MarketFigures_MarketDataFragment | null
}

export function IndexPrice({ currency, figures }: IndexPriceProps) {
  const value = figures?.indexPriceUsd ?? null
  const shown = price(value)
  const flash = useFlash<HTMLSpanElement>(shown, value, 'text')
  const change = figures?.perpetual?.change24hPct ?? null
  const direction = directionOf(change)
  return (
    <div className={css.index}>
      <span className={css.indexLabel}>
        {text.market.index(currency)} <span>{text.market.usd}</span>
      </span>
      <span ref={flash} className={css.indexPrice} data-role="index-price">
        {figures === null ? <Placeholder width="9ch" /> : shown}
      </span>
      <span className={css.change} data-direction={direction} hidden={figures === null}>
        <span aria-hidden="true">{text.direction[direction]}</span> {signedPercent(change)}{' '}
        <span className={css.period}>{text.market.change24h}</span>
      </span>
    </div>
  )
}
