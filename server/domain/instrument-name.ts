import { parseExpiryLabel, type ListedInstrument, type OptionInstrument } from './instrument.js'

/** USDC and USDT count as US dollars; no other quote currency does. */
const optionName = /^([A-Z0-9]+(?:_USD[CT])?)-(\d{1,2}[A-Z]{3}\d{2})-(\d+(?:d\d+)?)-([CP])$/
const perpetualName = /^([A-Z0-9]+(?:_USD[CT])?)-PERPETUAL$/

/** How names look, for whoever wrote another. */
export const namesAre = 'names look like BTC-PERPETUAL or BTC-25DEC26-100000-C'

/**
 * The option a name like `BTC-5JUN26-100000-C` stands for; null for anything else (futures, combos). Linear options
 * carry their quote currency, `XRP_USDC-21SEP26-1d25-C`: that pair is their currency, their premium is in USD, and
 * `d` is the decimal point of the strike.
 */
export function parseOptionName(name: string): OptionInstrument | null {
  const match = optionName.exec(name)
  if (!match) return null
  const [, currency = '', label = '', strike = '', side] = match
  const expiryMs = parseExpiryLabel(label)
  const strikeUsd = Number(strike.replace('d', '.'))
  if (expiryMs === null || strikeUsd <= 0) return null
  const premiumUnit = isLinear(currency) ? 'USD' : 'COIN'
  return { symbol: name, currency, optionKind: side === 'C' ? 'CALL' : 'PUT', strikeUsd, expiryMs, premiumUnit }
}

/** The currency of a perpetual's name (`BTC` of `BTC-PERPETUAL`); null for anything else. */
export function parsePerpetualName(name: string): string | null {
  return perpetualName.exec(name)?.[1] ?? null
}

/** Whether a currency's instruments are linear: quoted in USD, amounts in the coin. */
export function isLinear(currency: string): boolean {
  return currency.includes('_')
}

/** Whether amounts of an instrument are in USD: those of inverse perpetuals are, all others are in the coin. */
export function isCountedInUsd(name: string): boolean {
  const currency = parsePerpetualName(name)
  return currency !== null && !isLinear(currency)
}

/** The option or perpetual of a name, as if listed by somebody who told nothing else; null for anything else. */
export function listedByName(name: string): ListedInstrument | null {
  const option = parseOptionName(name)
  if (option) return { kind: 'OPTION', ...option, ...untold, amountUnit: 'COIN' }
  const currency = parsePerpetualName(name)
  if (currency === null) return null
  const amountUnit = isCountedInUsd(name) ? 'USD' : 'COIN'
  return { kind: 'PERPETUAL', symbol: name, currency, ...untold, amountUnit }
}

const untold = {
  tickSize: null,
  lotSize: null,
  minOrderSize: null,
  contractSize: null,
  makerCommission: null,
  takerCommission: null,
  state: null,
}
