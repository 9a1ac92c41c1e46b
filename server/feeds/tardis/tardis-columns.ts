import { FileFault, type FilePlace } from '../../lib/file-fault.js'

const everywhere = ['exchange', 'symbol', 'timestamp', 'local_timestamp']

/** The files of tardis.dev that we read, and what each must have. Other columns are not read. */
const tardisColumns = {
  options_chain: [
    ...everywhere,
    ...['type', 'strike_price', 'expiration', 'open_interest', 'last_price'],
    ...['bid_price', 'bid_amount', 'bid_iv', 'ask_price', 'ask_amount', 'ask_iv', 'mark_price', 'mark_iv'],
    ...['underlying_index', 'underlying_price', 'delta', 'gamma', 'vega', 'theta', 'rho'],
  ],
  derivative_ticker: [
    ...everywhere,
    ...['funding_timestamp', 'funding_rate', 'predicted_funding_rate', 'open_interest'],
    ...['last_price', 'index_price', 'mark_price'],
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>

export type TardisKind = keyof typeof tardisColumns

/** What the first line of a file says: its kind, and where each column stands. */
export interface TardisHeader {
  readonly kind: TardisKind
  readonly columns: ReadonlyMap<string, number>
  /** Columns that are not known. */
  readonly unknown: readonly string[]
}

/** Whether a file with this first line is one of tardis.dev, whatever its kind. */
export function isTardisHeader(line: string): boolean {
  return line.split(',').some((name) => name.trim() === 'local_timestamp') || line.startsWith('exchange,')
}

/** Throws a `FileFault` that names what is missing. */
export function readTardisHeader(line: string, place: FilePlace): TardisHeader {
  const names = line.trim().split(',')
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) throw new FileFault({ ...place, column: twice }, 'this column is there twice. Remove one')
  const kind = nearestKind(names)
  if (kind === null) {
    const kinds = Object.keys(tardisColumns).join(' and ')
    throw new FileFault(place, `these are the columns of another kind of file: ${kinds} of tardis.dev can be imported`)
  }
  const wanted: readonly string[] = tardisColumns[kind]
  const missing = wanted.filter((name) => !names.includes(name))
  if (missing.length > 0) {
    const words = `${kind} of tardis.dev has more columns: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing. Take the file as it was downloaded`
    throw new FileFault({ ...place, column: missing[0] ?? '' }, words)
  }
  return {
    kind,
    columns: new Map(names.map((name, at) => [name, at])),
    unknown: names.filter((name) => !wanted.includes(name)),
  }
}

/** Told by columns that no other kind has. */
function nearestKind(names: readonly string[]): TardisKind | null {
  if (['strike_price', 'mark_iv', 'underlying_price', 'delta'].some((name) => names.includes(name)))
    return 'options_chain'
  return ['funding_rate', 'index_price', 'mark_price'].some((name) => names.includes(name)) ? 'derivative_ticker' : null
}
