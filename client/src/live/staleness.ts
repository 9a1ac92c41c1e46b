import type { LiveHeader } from './live-header.js'

/** A group of values that is heard, or not, by itself. Never heard yet where `asOf` is null. */
export interface Part {
  readonly freshness: LiveHeader['freshness']
  readonly asOf: string | null
}

/** Since when values are old, and whether others of the same payload are not. */
export interface Staleness {
  readonly sinceMs: number
  readonly isPartly: boolean
}

/**
 * How old a value is; null while it is not. Its `asOf` is that of its newest part: what is old in part is old since its
 * oldest stale part was heard. Where it does not tell its parts apart it is old since it first said so, and in part when
 * newer values came since.
 */
export function stalenessOf(
  { freshness, asOf }: Pick<LiveHeader, 'freshness' | 'asOf'>,
  parts: readonly Part[],
  before: Staleness | null,
): Staleness | null {
  if (freshness === 'LIVE' || asOf === null) return null
  const asOfMs = Date.parse(asOf)
  const heard = parts.flatMap((part) => (part.asOf === null ? [] : [{ ...part, asOfMs: Date.parse(part.asOf) }]))
  const stale = heard.filter((part) => part.freshness === 'STALE')
  const isPartly = stale.length < heard.length
  if (stale.length > 0) return { sinceMs: isPartly ? Math.min(...stale.map((part) => part.asOfMs)) : asOfMs, isPartly }
  const sinceMs = before !== null && before.sinceMs <= asOfMs ? before.sinceMs : asOfMs
  return { sinceMs, isPartly: isPartly || sinceMs < asOfMs }
}
