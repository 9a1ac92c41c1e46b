import type { ExitPlan, ExitsChange } from '../../domain/position.js'
import type { ExitsRefusal } from '../brokerage.js'
import { findPosition } from '../engine/ledger.js'
import { outOfBounds } from './order-bounds.js'
import type { Step } from './step.js'
import { marketTerms } from './step.js'
import { wrongExit } from './wrong-exit.js'

const noPlan: ExitPlan = { profitTargetUsd: null, stopLossUsd: null, invalidation: null, invalidationRule: null }

/** Moves, sets or removes the stop and the target of a position; answers its plan from now on. */
export function setExits(
  step: Step,
  { symbol, change }: { readonly symbol: string; readonly change: ExitsChange },
): { readonly plan: ExitPlan | null } | ExitsRefusal {
  const held = findPosition(step.ledger, symbol)
  if (!held) return { refused: 'NoPosition', symbol, message: `There is no position in ${symbol}` }
  const wanted = marketTerms({
    symbol,
    side: held.side === 'LONG' ? 'BUY' : 'SELL',
    quantityCoin: held.quantityCoin,
    origin: 'CALLER',
    timeInForce: 'IOC',
    stopLossUsd: change.stopLossUsd ?? null,
    profitTargetUsd: change.profitTargetUsd ?? null,
  })
  const quote = step.start.quotes.get(symbol)
  const refusal =
    outOfBounds({ ...wanted, reduceOnly: true }) ?? (quote ? wrongExit(wanted, quote, { fills: true }) : null)
  if (refusal) return refusal
  const plan = { ...noPlan, ...held.exitPlan, ...change }
  const kept = Object.values(plan).every((part) => part === null) ? null : plan
  step.replan(held, kept)
  return { plan: kept }
}
