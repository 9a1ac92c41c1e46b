import type { Action, Situation } from './action.js'
import { actionFor } from './action.js'
import { executeDecision } from '../engine/execute-decision.js'
import { findPosition } from '../engine/ledger.js'
import { valueAt } from '../engine/valuation.js'
import { usd } from './precision.js'

/**
 * Closes the position in this market when the account is worth less than the maintenance margin of what it holds. Null
 * when there is no need, and as long as no quote takes the position: it is tried again at every mark.
 */
export function liquidation(situation: Situation): Action | null {
  const { books, market } = situation
  if (!findPosition(books.ledger, market.perpetual.symbol)) return null
  const { accountValueUsd, maintenanceMarginUsd } = valueAt(books.ledger, books.marks)
  if (accountValueUsd >= maintenanceMarginUsd) return null
  const reasoning =
    `Liquidated: the account is worth ${usd(accountValueUsd)} USD, less than the maintenance margin of ` +
    `${usd(maintenanceMarginUsd)} USD, at a mark price of ${market.perpetual.markPriceUsd} USD.`
  const decision = { action: 'CLOSE', confidence: null, reasoning } as const
  const execution = executeDecision(books, decision, market)
  return 'fill' in execution ? actionFor(situation, 'engine', decision, execution) : null
}
