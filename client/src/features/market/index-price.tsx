import { useState } from 'react'
import { Arrow } from '../../components/arrow.js'
import { hint } from '../../components/hint.js'
import { Placeholder } from '../../components/placeholder.js'
import type { MarketFigures_MarketDataFragment } from '../../gql/graphql.js'
import { price, type Direction } from '../../lib/format.js'
import { text } from '../../lib/text.js'
import css from './market.module.css'
import { valueMark } from './value-mark.js'

export interface IndexPriceProps {
  readonly currency: string
  readonly figures: MarketFigures_MarketDataFragment | null
}

/** Which way the value moved when it last did. */
function useLastMove(value: number | null): Direction {
  const [last, setLast] = useState<{ readonly value: number | null; readonly move: Direction }>({ value, move: 'flat' })
  if (last.value === value) return last.move
  const move = last.value === null || value === null ? 'flat' : value > last.value ? 'up' : 'down'
  setLast({ value, move })
  return move
}

export function IndexPrice({ currency, figures }: IndexPriceProps) {
  const value = figures?.indexPriceUsd ?? null
  const move = useLastMove(value)
  const { mark, about } = valueMark('index', value, { freshness: figures?.indexFreshness ?? 'LIVE' })
  return (
    <div className={css.index}>
      <span className={css.indexLabel}>
        {text.market.index(currency)} <span>{text.market.usd}</span>{' '}
        {move !== 'flat' && (
          <span
            className={css.move}
            data-role="last-move"
            data-direction={move}
            {...hint(text.market.lastMove[move], { inList: true })}
          >
            <Arrow direction={move} />
          </span>
        )}
      </span>
      <span className={css.indexPrice} data-role="index-price" data-direction={move} data-mark={mark} {...hint(about)}>
        {figures === null ? <Placeholder width="9ch" /> : price(value)}
        {mark !== null && <span className="visually-hidden"> {text.instrument.marks[mark]}</span>}
      </span>
    </div>
  )
}
