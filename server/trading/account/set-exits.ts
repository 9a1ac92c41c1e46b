import type { ExitPlan, ExitsChange, TrailingStop } from '../../domain/position.js'
import type { ExitsRefusal } from '../brokerage.js'
import { findPosition, type OpenPosition } from '../engine/ledger.js'
import { exitMarkUsd, followMark, startTrailing } from '../engine/trailing-stop.js'
import { offTick } from './off-step.js'
import { outOfBounds } from './order-bounds.js'
import type { Step } from './step.js'
import { wrongExit } from './wrong-exit.js'

/** How many positions a message names. */
const mostNamed = 3

const noPlan: ExitPlan = {
  profitTargetUsd: null,
  stopLossUsd: null,
  trailingStop: null,
  invalidation: null,
  invalidationRule: null,
}

/** Moves, sets or removes the stops and the target of a position; answers its plan from now on. */
export function setExits(
  step: Step,
  { symbol, change }: { readonly symbol: string; readonly change: ExitsChange },
): { readonly plan: ExitPlan | null } | ExitsRefusal {
  const held = findPosition(step.ledger, symbol)
  if (!held) return { refused: 'NoPosition', symbol, message: noPosition(step, symbol) }
  const refusal = refusalOf(step, held, change)
  if (refusal) return refusal
  const { trailingStop, ...levels } = change
  const plan: ExitPlan = {
    ...noPlan,
    ...held.exitPlan,
    ...levels,
    ...(trailingStop !== undefined && { trailingStop: trailingStop && trailingFromNow(step, held, trailingStop) }),
  }
  const kept = Object.values(plan).every((part) => part === null) ? null : plan
  step.replan(held, kept)
  return { plan: kept }
}

function noPosition({ ledger }: Step, symbol: string): string {
  const held = ledger.positions.map((position) => position.symbol)
  const those = held.slice(0, mostNamed).join(', ')
  return `There is no position in ${symbol}${those && `; there is one in ${those}`}. "positions" lists them all`
}

function trailingFromNow(
  { start }: Step,
  { symbol, side }: OpenPosition,
  distance: NonNullable<ExitsChange['trailingStop']>,
): TrailingStop {
  return followMark(startTrailing(start.newId(), distance), side, exitMarkUsd(start.quotes.get(symbol)))
}

function refusalOf({ start }: Step, held: OpenPosition, change: ExitsChange): ExitsRefusal | null {
  const { symbol, side } = held
  const markPriceUsd = start.quotes.get(symbol)?.markPriceUsd ?? null
  const listed = start.instruments.get(symbol)
  return (
    outOfBounds(change) ??
    (listed ? offTick(change, listed) : null) ??
    (markPriceUsd === null ? null : wrongExit(change, side, { priceUsd: markPriceUsd, is: 'the mark price' }))
  )
}
