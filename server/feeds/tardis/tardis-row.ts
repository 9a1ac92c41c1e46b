import type { UnixMs } from '../../domain/units.js'
import { FileFault, type FilePlace } from '../../lib/file-fault.js'
import type { TardisHeader, TardisKind } from './tardis-columns.js'

/** A row as the frame of the exchange that it was made of, in the units of the exchange. */
export interface TardisRow {
  readonly symbol: string
  /** When tardis.dev received the frame, in microseconds. */
  readonly localUs: number
  /** A frame of a ticker; an empty cell is null. */
  readonly ticker: Readonly<Record<string, unknown>>
}

/** By the names of the exchange: the columns with their values. */
const fields: Readonly<Record<TardisKind, Readonly<Record<string, string>>>> = {
  options_chain: {
    open_interest: 'open_interest',
    last_price: 'last_price',
    best_bid_price: 'bid_price',
    best_bid_amount: 'bid_amount',
    bid_iv: 'bid_iv',
    best_ask_price: 'ask_price',
    best_ask_amount: 'ask_amount',
    ask_iv: 'ask_iv',
    mark_price: 'mark_price',
    mark_iv: 'mark_iv',
    underlying_price: 'underlying_price',
  },
  derivative_ticker: {
    open_interest: 'open_interest',
    last_price: 'last_price',
    index_price: 'index_price',
    mark_price: 'mark_price',
    current_funding: 'funding_rate',
  },
}
const greeks = ['delta', 'gamma', 'vega', 'theta', 'rho']

/** Throws a `FileFault` that names line and column. */
export function readTardisRow(text: string, { kind, columns }: TardisHeader, place: FilePlace): TardisRow {
  const cells = text.trimEnd().split(',')
  if (cells.length !== columns.size) {
    const words = `there are ${cells.length} cells, and ${columns.size} columns. Mend or remove the line, then import again`
    throw new FileFault(place, words)
  }
  const cell = (column: string) => cells[columns.get(column) ?? -1] ?? ''
  const number = (column: string) => numberIn(cell(column), { ...place, column })
  const time = (column: string) => microsecondsIn(cell(column), { ...place, column })
  const exchange = cell('exchange')
  if (exchange !== 'deribit') {
    const words = `${JSON.stringify(exchange.slice(0, 40))} is another exchange: only files of deribit can be imported`
    throw new FileFault({ ...place, column: 'exchange' }, words)
  }
  const symbol = cell('symbol')
  const values = Object.entries(fields[kind]).map(([field, column]) => [field, number(column)] as const)
  const timestamp: UnixMs = Math.floor(time('timestamp') / 1_000)
  const ticker = new Map<string, unknown>([['instrument_name', symbol], ['timestamp', timestamp], ...values])
  if (kind === 'options_chain') ticker.set('greeks', Object.fromEntries(greeks.map((name) => [name, number(name)])))
  return { symbol, localUs: time('local_timestamp'), ticker: Object.fromEntries(ticker) }
}

const numbers = /^-?\d+(\.\d+)?([eE][-+]?\d+)?$/

/** Null where the cell is empty. */
function numberIn(cell: string, place: FilePlace): number | null {
  if (cell === '') return null
  if (numbers.test(cell)) return Number(cell)
  throw new FileFault(
    place,
    `${JSON.stringify(cell.slice(0, 40))} is no number. Mend or remove the line, then import again`,
  )
}

/** From 2001 to 2286: a time in another unit is not among them. */
const microseconds = /^\d{15,16}$/

function microsecondsIn(cell: string, place: FilePlace): number {
  if (microseconds.test(cell)) return Number(cell)
  const words = `${JSON.stringify(cell.slice(0, 40))} is no time in microseconds since 1970. Mend or remove the line, then import again`
  throw new FileFault(place, words)
}
