import { hint } from '../../components/hint.js'
import type { PositionRow_PositionFragment } from '../../gql/graphql.js'
import { price } from '../../lib/format.js'
import { text } from '../../lib/text.js'
import css from './positions.module.css'

export type ExitPlanProps = Pick<PositionRow_PositionFragment, 'exitPlan' | 'liquidationPriceUsd'>

const words = text.positions

/** How the position is meant to end, and on a narrow screen where it would end by itself. */
export function ExitPlan({ exitPlan, liquidationPriceUsd }: ExitPlanProps) {
  return (
    <dl className={css.exit}>
      {exitPlan !== null && <Plan plan={exitPlan} />}
      {liquidationPriceUsd !== null && (
        <div className={css.narrow}>
          <dt>{words.liquidation}</dt>
          <dd>{price(liquidationPriceUsd)}</dd>
        </div>
      )}
    </dl>
  )
}

function Plan({ plan }: { readonly plan: NonNullable<ExitPlanProps['exitPlan']> }) {
  const { profitTargetUsd, stopLossUsd, trailingStop, invalidation, invalidationRule } = plan
  const why = invalidationRule === null ? invalidation : `${invalidation} – ${words.watched}`
  return (
    <>
      <div>
        <dt>{words.target}</dt>
        <dd>{price(profitTargetUsd)}</dd>
      </div>
      <div>
        <dt>{words.stop}</dt>
        <dd>{price(stopLossUsd)}</dd>
      </div>
      {trailingStop !== null && (
        <div>
          <dt>{words.trailingStop}</dt>
          <dd>{price(trailingStop.stopPriceUsd)}</dd>
        </div>
      )}
      {invalidation !== null && (
        <div className={css.invalidation} {...hint(why, { inList: true })}>
          <dt className="visually-hidden">{words.invalidation}</dt>
          <dd>{invalidation}</dd>
        </div>
      )}
    </>
  )
}
