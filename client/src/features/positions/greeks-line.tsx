import { hint } from '../../components/hint.js'
import type { PositionRow_PositionFragment } from '../../gql/graphql.js'
import { gamma, signed } from '../../lib/format.js'
import { text } from '../../lib/text.js'
import css from './positions.module.css'

export interface GreeksLineProps {
  readonly greeks: NonNullable<PositionRow_PositionFragment['greeks']>
}

const words = text.positions.greeks

/** Of the whole position: delta in the coin, vega and theta in USD. */
export function GreeksLine({ greeks: { deltaCoin, gamma: gammaOfAll, vegaUsd, thetaUsd } }: GreeksLineProps) {
  const shown = [
    [words.delta, signed(deltaCoin, 4)],
    [words.gamma, gamma(gammaOfAll)],
    [words.vega, signed(vegaUsd, 2)],
    [words.theta, signed(thetaUsd, 2)],
  ]
  return (
    <dl className={css.greeks} {...hint(text.positions.greeksHint, { inList: true })}>
      {shown.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
