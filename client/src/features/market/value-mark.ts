import { text } from '../../lib/text.js'

/** What is wrong with the values of a group, and what that means. */
export interface ValueMark {
  readonly mark: 'doubted' | 'old' | null
  readonly about: string | null
}

interface Group {
  readonly isDoubted?: boolean
  readonly freshness: 'LIVE' | 'STALE'
}

const hints = text.instrument
const ABOUT = {
  quote: { doubted: hints.doubtedQuoteHint, old: hints.oldQuoteHint },
  mark: { doubted: hints.doubtedHint, old: hints.oldMarkHint },
  index: { doubted: null, old: hints.oldIndexHint },
  volatility: { doubted: null, old: hints.oldVolatilityHint },
}

/** Nothing where there is no value: it may not have been heard yet. */
export function valueMark(
  kind: keyof typeof ABOUT,
  value: number | null | undefined,
  { isDoubted = false, freshness }: Group,
): ValueMark {
  if (value === null || value === undefined) return { mark: null, about: null }
  const mark = isDoubted ? 'doubted' : freshness === 'STALE' ? 'old' : null
  return { mark, about: mark && ABOUT[kind][mark] }
}
