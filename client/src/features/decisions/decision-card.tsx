import { memo } from 'react'
import { hint, hintedItem } from '../../components/hint.js'
import { Outcome } from '../../components/outcome.js'
import { DecisionCard_DecisionFragmentDoc } from '../../gql/graphql.js'
import { readFragment } from '../../gql/index.js'
import { clockWithDate } from '../../lib/format-time.js'
import { text } from '../../lib/text.js'
import { Confidence } from './confidence.js'
import css from './decision-card.module.css'
import { DecisionFacts } from './decision-facts.js'
import type { DecisionEntry } from './decisions-model.js'

const words = text.decisions

export interface DecisionCardProps {
  readonly entry: DecisionEntry
  readonly todayMs: number
}

export const DecisionCard = memo(function DecisionCard({ entry, todayMs }: DecisionCardProps) {
  const decision = readFragment(DecisionCard_DecisionFragmentDoc, entry)
  const { account, action, symbol, confidence, reasoning, asOf, error, outcome, pnlUsd } = decision
  return (
    <li className={css.card} data-action={action} data-decision={entry.id} {...hintedItem}>
      <div className={css.line}>
        <span className={css.action}>{words.actions[action]}</span>
        <span className={css.symbol} data-role="symbol">
          {symbol}
        </span>
        {outcome !== null && <Outcome outcome={outcome} pnlUsd={pnlUsd} />}
        <span className={css.when}>
          <Confidence value={confidence} />{' '}
          {asOf !== null && (
            <time className={css.time} dateTime={asOf} {...hint(asOf, { inList: true })}>
              {clockWithDate(Date.parse(asOf), todayMs)}
            </time>
          )}
        </span>
      </div>
      <div className={css.second}>
        <span className={css.account}>{account.name}</span>
        {action !== 'HOLD' && <DecisionFacts decision={decision} />}
      </div>
      {error !== null && (
        <p className={css.error}>
          {words.notExecuted}: {error}
        </p>
      )}
      <details className={css.reasoning}>
        <summary tabIndex={-1}>{reasoning}</summary>
        <dl>
          {decision.invalidation !== null && (
            <div>
              <dt>{words.invalidation}</dt>
              <dd>{decision.invalidation}</dd>
            </div>
          )}
          {decision.closedAt !== null && (
            <div>
              <dt>{words.closedAt}</dt>
              <dd>{clockWithDate(Date.parse(decision.closedAt), todayMs)}</dd>
            </div>
          )}
          <div>
            <dt>{words.model}</dt>
            <dd>{decision.model}</dd>
          </div>
        </dl>
      </details>
    </li>
  )
})
