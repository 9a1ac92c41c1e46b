import type { PositionRow_PositionFragment } from '../../gql/graphql.js'
import { price } from '../../lib/format.js'
import { text } from '../../lib/text.js'
import css from './positions.module.css'

export interface ExitPlanProps {
  readonly plan: NonNullable<PositionRow_PositionFragment['exitPlan']>
}

const words = text.positions

export function ExitPlan({ plan }: ExitPlanProps) {
  const { profitTargetUsd, stopLossUsd, invalidation, invalidationRule } = plan
  const hint = invalidationRule === null ? invalidation : `${invalidation} – ${words.watched}`
  return (
    <dl className={css.exit}>
      <div>
        <dt>{words.target}</dt>
        <dd>{price(profitTargetUsd)}</dd>
      </div>
      <div>
        <dt>{words.stop}</dt>
        <dd>{price(stopLossUsd)}</dd>
      </div>
      {invalidation !== null && (
        <div className={css.invalidation} title={hint ?? undefined}>
          <dt className="visually-hidden">{words.invalidation}</dt>
          <dd>{invalidation}</dd>
        </div>
      )}
    </dl>
  )
}
