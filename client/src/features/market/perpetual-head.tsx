import { Arrow } from '../../components/arrow.js'
import { StateTag } from '../../components/state-tag.js'
import type { MarketFigures_MarketDataFragment } from '../../gql/graphql.js'
import { directionOf, signedPercent } from '../../lib/format.js'
import { text } from '../../lib/text.js'
import css from './market.module.css'

/** The name of the perpetual and its change of 24 hours. The index has none. */
export function PerpetualHead({ figures }: { readonly figures: MarketFigures_MarketDataFragment | null }) {
  if (figures === null) return <h3 className={css.perpetual}>{text.market.perpetual}</h3>
  if (figures.perpetual === null) return <h3 className={css.perpetual}>{text.market.noPerpetual}</h3>
  const change = signedPercent(figures.perpetual.change24hPct)
  const direction = directionOf(change)
  return (
    <div className={css.perpetualHead}>
      <h3 className={css.perpetual}>{figures.perpetual.symbol}</h3>
      <StateTag state={figures.perpetual.state} />
      <span className={css.change} data-direction={direction}>
        <Arrow direction={direction} />
        {change} <span className={css.period}>{text.market.change24h}</span>
      </span>
    </div>
  )
}
