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

/**
 * As `changedValues`, but quote and greeks are always among what is sent. An exchange sends them together, and those that
 * are older than the other values of an option count as out of date.
 */
export function changedOptionValues(before: OptionValues, after: OptionValues): Partial<OptionValues> | null {
  const changed = changedValues(before, after)
  if (!changed) return null
  const { bidPrice, bidAmountCoin, bidIv, askPrice, askAmountCoin, askIv, greeks } = after
  // In one order, whatever has changed: objects of few shapes are quick to write, to read and to use.
  return { bidPrice, bidAmountCoin, bidIv, askPrice, askAmountCoin, askIv, greeks, ...changed }
}
