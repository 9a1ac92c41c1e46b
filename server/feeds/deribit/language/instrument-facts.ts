import type { InstrumentFacts, InstrumentState, TickSize } from '../../../domain/instrument.js'
import { isPositive, isRecord, readNumber, type Ignore, type Json } from './readings.js'

/** What a row of `get_instruments` says beyond the name. What it does not say, or not believably, is null. */
export function readFacts(row: Json, ignore: Ignore): Omit<InstrumentFacts, 'amountUnit'> {
  const minOrderSize = readNumber(row, 'min_trade_amount', isStep, ignore) ?? null
  const contractSize = readNumber(row, 'contract_size', isStep, ignore) ?? null
  return {
    tickSize: readTickSize(row, ignore),
    lotSize: smaller(minOrderSize, contractSize),
    minOrderSize,
    contractSize,
    makerCommission: readNumber(row, 'maker_commission', isCommission, ignore) ?? null,
    takerCommission: readNumber(row, 'taker_commission', isCommission, ignore) ?? null,
    state: readState(row),
  }
}

/** Steps of any market; a smaller one is dust that no price and no amount would be held to. */
const isStep = (value: number) => isPositive(value) && value >= 1e-12

/** Options trade in parts of their contract, futures in whole ones. */
function smaller(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other)
}

/** The highest that was seen is 0.0005; a percent in place of a fraction is not believed. */
const isCommission = (value: number) => Math.abs(value) <= 0.01

function readTickSize(row: Json, ignore: Ignore): TickSize | null {
  const base = readNumber(row, 'tick_size', isStep, ignore)
  if (base == null) return null
  const steps = Array.isArray(row.tick_size_steps) ? row.tick_size_steps.flatMap((one) => readStep(one, ignore)) : []
  return { base, steps: steps.sort((a, b) => a.above - b.above) }
}

function readStep(step: unknown, ignore: Ignore): TickSize['steps'][number][] {
  if (!isRecord(step)) return []
  const above = readNumber(step, 'above_price', isPositive, ignore)
  const tick = readNumber(step, 'tick_size', isStep, ignore)
  return above == null || tick == null ? [] : [{ above, tick }]
}

/** The names differ between years. */
const states = new Map<string, InstrumentState>(
  Object.entries({
    created: 'CREATED',
    open: 'OPEN',
    started: 'OPEN',
    locked: 'LOCKED',
    halted: 'HALTED',
    settlement: 'SETTLEMENT',
    settled: 'SETTLEMENT',
    closed: 'CLOSED',
    delivered: 'CLOSED',
    inactive: 'CLOSED',
    archivized: 'CLOSED',
    terminated: 'CLOSED',
  }),
)

/** Answers of before 2022 have no `state`. What is not active does not trade, whatever its state is called. */
function readState({ state, is_active: isActive }: Json): InstrumentState | null {
  const named = stateNamed(state) ?? (isActive === true ? 'OPEN' : null)
  return named === 'OPEN' && isActive === false ? 'HALTED' : named
}

/** Undefined where none is named. Nothing trades in a state whose name is new. */
export function stateNamed(name: unknown): InstrumentState | undefined {
  return typeof name === 'string' ? (states.get(name.toLowerCase()) ?? 'HALTED') : undefined
}
