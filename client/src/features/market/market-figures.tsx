import { Figure, Figures } from '../../components/figure.js'
import type { MarketFigures_MarketDataFragment } from '../../gql/graphql.js'
import { compact, DASH, ivPct, price, rate } from '../../lib/format.js'
import { text } from '../../lib/text.js'
import css from './market.module.css'
import { valueMark } from './value-mark.js'

const words = text.market

type Perpetual = NonNullable<MarketFigures_MarketDataFragment['perpetual']>

const amount = (size: number | null) => (size === null ? null : words.size(compact(size)))
const together = (...hints: readonly (string | null)[]) => hints.filter((one) => one !== null).join(' ') || undefined

function Quotes({ perpetual }: { readonly perpetual: Perpetual }) {
  const { bidPriceUsd, bidAmountUsd, askPriceUsd, askAmountUsd, markPriceUsd } = perpetual
  const quote = { isDoubted: perpetual.quoteDoubted, freshness: perpetual.quoteFreshness }
  const bid = valueMark('quote', bidPriceUsd, quote)
  const ask = valueMark('quote', askPriceUsd, quote)
  const mark = valueMark('mark', markPriceUsd, { isDoubted: perpetual.markDoubted, freshness: perpetual.markFreshness })
  return (
    <>
      <Figure
        label={words.bid}
        value={price(bidPriceUsd)}
        mark={bid.mark}
        title={together(amount(bidAmountUsd), bid.about)}
      />
      <Figure
        label={words.ask}
        value={price(askPriceUsd)}
        mark={ask.mark}
        title={together(amount(askAmountUsd), ask.about)}
      />
      <Figure label={words.mark} value={price(markPriceUsd)} mark={mark.mark} title={together(mark.about)} />
    </>
  )
}

/** A placeholder while waiting, a dash when there is no perpetual. */
function NoQuotes({ shown }: { readonly shown: string | null }) {
  return [words.bid, words.ask, words.mark].map((label) => <Figure key={label} label={label} value={shown} />)
}

export function MarketFigures({ figures }: { readonly figures: MarketFigures_MarketDataFragment | null }) {
  const perpetual = figures?.perpetual
  const show = (format: (value: number | null | undefined) => string, value: number | null | undefined) =>
    figures === null ? null : format(value)
  const volatility = valueMark('volatility', figures?.volatilityIndex, {
    freshness: figures?.volatilityIndexFreshness ?? 'LIVE',
  })
  return (
    <Figures className={css.grid}>
      {perpetual ? <Quotes perpetual={perpetual} /> : <NoQuotes shown={figures && DASH} />}
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
      <Figure
        label={words.volatility}
        value={show(ivPct, figures?.volatilityIndex)}
        mark={volatility.mark}
        title={together(words.hints.volatility, volatility.about)}
      />
    </Figures>
  )
}
