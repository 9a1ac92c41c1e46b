import type { EventBus } from '../../bus/event-bus.js'
import type { UnixMs } from '../../domain/units.js'
import type { Logger } from '../../lib/logger.js'
import type { QuoteBoard } from './quote-board.js'

export interface Follower {
  /** Called after everything that one turn of the event loop brought is on the board. */
  readonly onTurn: () => void
  readonly log: Pick<Logger, 'error'>
  readonly signal: AbortSignal
}

/** Keeps a board in step with the market on the bus, until the signal is aborted or the bus ends. */
export async function followBus(bus: EventBus, board: QuoteBoard, { onTurn, log, signal }: Follower): Promise<void> {
  let turnIsDue = false
  const guarded = (work: () => void) => {
    try {
      work()
    } catch (error) {
      log.error({ err: error }, 'The trading desk could not take in the market')
    }
  }
  const changed = (take: () => void) => {
    guarded(take)
    if (turnIsDue) return
    turnIsDue = true
    setImmediate(() => {
      turnIsDue = false
      if (!signal.aborted) guarded(onTurn)
    })
  }
  async function each<T>(events: AsyncIterable<T>, take: (event: T) => void): Promise<void> {
    for await (const event of events) changed(() => take(event))
  }
  const failed = (error: unknown) => log.error({ err: error }, 'The trading desk hears no more of the listed expiries')
  const expiriesOf = (currency: string): AsyncIterable<readonly UnixMs[]> =>
    bus.subscribe('expiries', { keys: [currency], signal })
  const currencies = new Set<string>()
  await Promise.all([
    each(bus.subscribe('heardMarket', { signal }), (market) => {
      board.takeMarket(market)
      if (currencies.has(market.currency)) return
      currencies.add(market.currency)
      each(expiriesOf(market.currency), (expiries) => board.takeExpiries(market.currency, expiries)).catch(failed)
    }),
    each(bus.subscribe('instruments', { signal }), (listed) => board.takeInstruments(listed)),
    each(bus.subscribe('heardChain', { signal }), (chain) => board.takeChain(chain)),
  ])
}
