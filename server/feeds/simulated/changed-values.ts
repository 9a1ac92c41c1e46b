import type { OptionValues } from '../../domain/market-events.js'

type Sent<T> = { -readonly [K in keyof T]?: T[K] }

/** The fields of `after` that differ from `before`. Null when none does. */
export function changedValues<T extends object>(before: T, after: T): Partial<T> | null {
  const sent: Sent<T> = {}
  let changed = false
  for (const name of Object.keys(after) as (keyof T)[]) {
    if (before[name] === after[name]) continue
    sent[name] = after[name]
    changed = true
  }
  return changed ? sent : null
}

/** As `changedValues`, but a side of the quote is sent whole: price, amount and volatility. */
export function changedOptionValues(before: OptionValues, after: OptionValues): Partial<OptionValues> | null {
  const changed = changedValues(before, after)
  if (!changed) return null
  const sent: Sent<OptionValues> = changed
  const { bidPrice, bidAmountCoin, bidIv, askPrice, askAmountCoin, askIv } = after
  if ('bidPrice' in sent || 'bidAmountCoin' in sent || 'bidIv' in sent) {
    Object.assign(sent, { bidPrice, bidAmountCoin, bidIv })
  }
  if ('askPrice' in sent || 'askAmountCoin' in sent || 'askIv' in sent) {
    Object.assign(sent, { askPrice, askAmountCoin, askIv })
  }
  return sent
}
