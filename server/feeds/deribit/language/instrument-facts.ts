import type { InstrumentFacts, InstrumentState, TickSize } from '../../../domain/instrument.js'
import { isPositive, isRecord, readNumber, type Ignore, type Json } from './readings.js'

/**
 * What a row of `get_instruments` says besides the name. A field is null when the row lacks it or we do not believe it.
 */
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

/** The smallest step that we believe. No market has a smaller one. */
const isStep = (value: number) => isPositive(value) && value >= 1e-12

/** Options trade in parts of a contract, futures in whole contracts. */
function smaller(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other)
}

/** The highest seen is 0.0005. So a percent written as a fraction is not believed. */
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

/** Deribit changed the names over the years. */
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

/** Before 2022 answers had no `state`. An instrument that is not active does not trade, whatever its state. */
function readState({ state, is_active: isActive }: Json): InstrumentState | null {
  const named = stateNamed(state) ?? (isActive === true ? 'OPEN' : null)
  return named === 'OPEN' && isActive === false ? 'HALTED' : named
}

/** Undefined when no state is named. In a state that we do not know, nothing trades. */
export function stateNamed(name: unknown): InstrumentState | undefined {
  return typeof name === 'string' ? (states.get(name.toLowerCase()) ?? 'HALTED') : undefined
}
