import { listedByName } from '../../../server/domain/instrument-name.js'
import type { InstrumentFacts, ListedInstrument } from '../../../server/domain/instrument.js'
import type { Order } from '../../../server/domain/order.js'
import { BestSeen } from '../../../server/trading/account/best-seen.js'
import { newOrder, Step, type OrderTerms, type StepStart } from '../../../server/trading/account/step.js'
import { TakenQuotes } from '../../../server/trading/account/taken-quotes.js'
import { openLedger } from '../../../server/trading/engine/ledger.js'
import { marketOrder } from './builders.js'
import { quotesOf } from './ledger-builders.js'

/** For tests: a step of an account with 10,000 USD and nothing else, in the live market of the inverse perpetual. */
export function stepWith(values: Partial<StepStart> = {}): Step {
  let ids = 0
  return new Step({
    accountId: 'me',
    source: 'SIMULATED',
    ledger: openLedger(10_000),
    openOrders: new Map(),
    quotes: quotesOf({}),
    instruments: new Map(),
    taken: new TakenQuotes(),
    bestSeen: new BestSeen(),
    nowMs: 1_000_000,
    hasExpired: () => false,
    newId: () => `id-${(ids += 1)}`,
    ...values,
  })
}

/** For tests: terms of a market order of 10 coins by a caller. */
export function termsWith(values: Partial<OrderTerms> = {}): OrderTerms {
  return { ...marketOrder(), origin: 'CALLER', decisionId: null, ...values }
}

/** For tests: an order with such terms. */
export function orderOf(values: Partial<Order> = {}): Order {
  return { ...newOrder(stepWith().start, termsWith()), ...values }
}

/** For tests: an instrument as the exchange lists it. */
export function listedAs(symbol: string, facts: Partial<InstrumentFacts>): ListedInstrument {
  const named = listedByName(symbol)
  if (!named) throw new Error(`${symbol} is no instrument`)
  return { ...named, ...facts }
}
