import type { OpenBus } from '../bus/event-bus.js'
import { isOption, type CurrencyInstruments, type ListedInstrument } from '../domain/instrument.js'
import type { UnixMs } from '../domain/units.js'
import { sameFields, sameItems } from '../lib/same.js'
import type { Market } from './market.js'
import { readEach } from './read-each.js'

/** What a reader asks for. Null: all kinds, all expiries. */
export interface InstrumentChoice {
  readonly currency: string
  readonly kind: ListedInstrument['kind'] | null
  readonly expiryMs: UnixMs | null
}

export interface InstrumentsView extends Omit<CurrencyInstruments, 'instruments'> {
  readonly seq: number
  readonly instruments: readonly ListedInstrument[]
}

interface Known {
  readonly choice: InstrumentChoice
  readonly listed: CurrencyInstruments
  readonly view: InstrumentsView
}

/**
 * The instruments as readers ask for them. Each (currency, kind, expiry) is a stream with its own `seq`, which is the
 * same for every reader and query.
 */
export class InstrumentViews {
  readonly #market: Pick<Market, 'instruments'>
  readonly #known = new Map<string, Known>()

  constructor(market: Pick<Market, 'instruments'>) {
    this.#market = market
  }

  /** Counts every change of a view until the signal is aborted, however seldom its readers read. */
  follow(bus: OpenBus, choice: InstrumentChoice, signal: AbortSignal): void {
    readEach(bus.subscribe('instruments', { keys: [choice.currency], signal }), () => this.read(choice))
  }

  /** Null when the currency is unknown, or has no option with this expiry. */
  read(choice: InstrumentChoice): InstrumentsView | null {
    const listed = this.#market.instruments(choice.currency)
    if (!listed || !isListed(listed, choice)) return null
    const key = `${choice.currency}:${choice.kind}:${choice.expiryMs}`
    const known = this.#known.get(key)
    if (known?.listed === listed) return known.view
    if (!known) this.#forgetExpired(listed)
    const view = nextView(listed, choice, known?.view)
    this.#known.set(key, { choice, listed, view })
    return view
  }

  #forgetExpired(listed: CurrencyInstruments): void {
    for (const [key, { choice }] of this.#known) {
      if (choice.currency === listed.currency && !isListed(listed, choice)) this.#known.delete(key)
    }
  }
}

function isListed({ instruments }: CurrencyInstruments, { expiryMs }: InstrumentChoice): boolean {
  return expiryMs === null || [...instruments.values()].some((one) => isOption(one) && one.expiryMs === expiryMs)
}

function nextView(listed: CurrencyInstruments, choice: InstrumentChoice, before?: InstrumentsView): InstrumentsView {
  const chosen = [...listed.instruments.values()].filter((one) => isChosen(one, choice))
  const instruments = before && sameItems(chosen, before.instruments) ? before.instruments : chosen
  const next = { ...listed, instruments, seq: before?.seq ?? 0 }
  return before && sameFields(next, before, ['asOf']) ? next : { ...next, seq: next.seq + 1 }
}

function isChosen(one: ListedInstrument, { kind, expiryMs }: InstrumentChoice): boolean {
  return (kind === null || one.kind === kind) && (expiryMs === null || (isOption(one) && one.expiryMs === expiryMs))
}
