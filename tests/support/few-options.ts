import type { MarketEvent } from '../../server/domain/market-events.js'

/** For tests to which the number of options does not matter: the same event of a simulated BTC with about thirty of its thousand. */
export function ofFewOptions(event: MarketEvent): MarketEvent {
  switch (event.type) {
    case 'listing':
      return { ...event, instruments: event.instruments.filter(({ symbol }) => isOneOfFew(symbol)) }
    case 'options':
      return { ...event, updates: event.updates.filter(({ symbol }) => isOneOfFew(symbol)) }
    default:
      return event
  }
}

/** A perpetual has no strike. */
function isOneOfFew(symbol: string): boolean {
  const [, strikeUsd = '0'] = /-(\d+)-[CP]$/.exec(symbol) ?? []
  return Number(strikeUsd) % 20_000 === 0
}
