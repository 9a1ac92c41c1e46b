import { hint } from '../../components/hint.js'
import type { DecisionCard_DecisionFragment } from '../../gql/graphql.js'
import { distancePct } from '../../lib/distance.js'
import { directionOf, price, quantity, shortPercent, signed, signedUsd, usd } from '../../lib/format.js'
import { isOption } from '../../lib/instrument.js'
import { text } from '../../lib/text.js'
import css from './decision-card.module.css'

const words = text.decisions

export function DecisionFacts({ decision }: { readonly decision: DecisionCard_DecisionFragment }) {
  const { quantityCoin, fillPriceUsd, stopLossUsd, profitTargetUsd, feeUsd, executed, pnlUsd, rMultiple } = decision
  const leverage = isOption(decision.symbol) ? null : decision.leverage
  const level = (label: string, value: number) => {
    const distance = distancePct(value, fillPriceUsd)
    return (
      <div>
        <dt>{label}</dt>
        <dd>
          {price(value)} {distance !== null && <span>{shortPercent(distance)}</span>}
        </dd>
      </div>
    )
  }
  return (
    <dl className={css.facts}>
      {pnlUsd !== null && (
        <div data-direction={directionOf(signedUsd(pnlUsd))}>
          <dt>{words.pnl}</dt>
          <dd>
            {signedUsd(pnlUsd)}{' '}
            {rMultiple !== null && (
              <span {...hint(words.rHint, { inList: true })}>{words.rMultiple(signed(rMultiple, 2))}</span>
            )}
          </dd>
        </div>
      )}
      {quantityCoin !== null && (
        <div>
          <dt className={executed ? 'visually-hidden' : undefined}>{executed ? words.executed : words.wanted}</dt>
          <dd>
            {fillPriceUsd === null ? quantity(quantityCoin) : words.fill(quantity(quantityCoin), price(fillPriceUsd))}{' '}
            {leverage !== null && <span>{text.positions.leverage(quantity(leverage))}</span>}
          </dd>
        </div>
      )}
      {stopLossUsd !== null && level(words.stop, stopLossUsd)}
      {profitTargetUsd !== null && level(words.target, profitTargetUsd)}
      {feeUsd !== null && stopLossUsd === null && (
        <div>
          <dt>{words.fee}</dt>
          <dd>{usd(feeUsd)}</dd>
        </div>
      )}
    </dl>
  )
}
