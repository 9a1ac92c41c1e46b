import { hint, hintedRow } from '../../components/hint.js'
import { StateTag } from '../../components/state-tag.js'
import { PositionRow_PositionFragmentDoc } from '../../gql/graphql.js'
import { readFragment } from '../../gql/index.js'
import { distancePct } from '../../lib/distance.js'
import { directionOf, price, quantity, signedPercent, signedUsd, wholeUsd } from '../../lib/format.js'
import { isOption } from '../../lib/instrument.js'
import { text } from '../../lib/text.js'
import { ExitPlan } from './exit-plan.js'
import { GreeksLine } from './greeks-line.js'
import type { AccountPositions } from './positions-model.js'
import css from './positions.module.css'

export interface PositionRowProps {
  readonly columns: number
  readonly position: AccountPositions['positions'][number]
}

const words = text.positions

export function PositionRow({ position: masked, columns }: PositionRowProps) {
  const position = readFragment(PositionRow_PositionFragmentDoc, masked)
  const { exitPlan, greeks, leverage, liquidationPriceUsd, markPriceUsd, side, symbol } = position
  const isLeveraged = leverage !== null && !isOption(symbol)
  const hasGreeks = greeks !== null && isOption(symbol)
  const distance = distancePct(liquidationPriceUsd, markPriceUsd)
  return (
    <tbody {...hintedRow}>
      <tr data-symbol={symbol}>
        <th scope="row">
          {symbol}
          <span className={css.second}>
            <span className={css.side} data-side={side}>
              {side === 'LONG' ? words.long : words.short}
            </span>
            {isLeveraged && ` ${words.leverage(quantity(leverage))}`} <StateTag state={position.state} inList />
          </span>
        </th>
        <td>
          {quantity(position.quantityCoin)}
          <span className={css.second}>{wholeUsd(position.notionalUsd)}</span>
        </td>
        <td>
          {price(position.entryPriceUsd)}
          {position.markDoubted ? (
            <span className={css.second} data-doubted="" {...hint(words.doubtedHint, { inList: true })}>
              {price(markPriceUsd)}
              <span className="visually-hidden"> {text.instrument.doubted}</span>
            </span>
          ) : (
            <span className={css.second}>{price(markPriceUsd)}</span>
          )}
        </td>
        <td data-direction={directionOf(signedUsd(position.pnlUsd))}>
          {signedUsd(position.pnlUsd)}
          <span className={css.pnlPct}>{signedPercent(position.pnlPct)}</span>
        </td>
        <td>
          {price(liquidationPriceUsd)}
          {distance !== null && <span className={css.second}>{signedPercent(distance)}</span>}
        </td>
      </tr>
      {(exitPlan !== null || hasGreeks || liquidationPriceUsd !== null) && (
        <tr className={css.plan}>
          <td colSpan={columns}>
            {hasGreeks && <GreeksLine greeks={greeks} />}
            <ExitPlan exitPlan={exitPlan} liquidationPriceUsd={liquidationPriceUsd} />
          </td>
        </tr>
      )}
    </tbody>
  )
}
