import type { OptionCells_OptionContractFragment } from '../../gql/graphql.js'
import {
  briefCoinPremium,
  briefIv,
  briefUsdPremium,
  coinPremium,
  compact,
  delta,
  gamma,
  greekUsd,
  iv,
  usdPremium,
} from '../../lib/format.js'
import { text } from '../../lib/text.js'

type Cells = OptionCells_OptionContractFragment
export type ChainView = 'price' | 'greeks'
export type PremiumUnit = 'coin' | 'usd'

export interface ChainColumn {
  readonly key: string
  readonly label: string
  /** What it is, and in which unit, where the label does not say it. */
  readonly about?: string
  /** 1 is always shown. Each higher rank needs a wider panel. */
  readonly rank: 1 | 2 | 3 | 4
  readonly value: (cells: Cells) => number | null
  readonly format: (value: number | null) => string
  /** For a narrow panel. Left out where it is the same. */
  readonly brief?: (value: number | null) => string
  /** What the value is of, and is old or in doubt with. */
  readonly group: 'quote' | 'mark' | null
  /** The quote whose change shows as a short fade: in the coin, because all USD quotes move with the forward. */
  readonly quote?: (cells: Cells) => number | null
  readonly strong?: boolean
  readonly computed?: (cells: Cells) => boolean
  /** Draws a bar as part of the greatest open interest of the expiry. */
  readonly bar?: boolean
}

const words = text.chain
const byModel = (cells: Cells) => cells.greeks?.origin === 'MODEL'
const quotedByModel = (cells: Cells) => cells.quoteIvOrigin === 'MODEL'

const bidIv: ChainColumn = {
  key: 'bid-iv',
  label: words.bidIv,
  rank: 3,
  group: 'quote',
  value: (c) => c.bidIv,
  format: iv,
  computed: quotedByModel,
}
const askIv: ChainColumn = {
  key: 'ask-iv',
  label: words.askIv,
  rank: 3,
  group: 'quote',
  value: (c) => c.askIv,
  format: iv,
  computed: quotedByModel,
}
const markIv: ChainColumn = {
  key: 'iv',
  label: words.markIv,
  rank: 1,
  group: 'mark',
  value: (c) => c.markIv,
  format: iv,
  brief: briefIv,
}
const openInterest: ChainColumn = {
  key: 'oi',
  label: words.openInterest,
  about: words.about.openInterest,
  rank: 3,
  group: null,
  value: (c) => c.openInterestCoin,
  format: compact,
  bar: true,
}
const volume: ChainColumn = {
  key: 'volume',
  label: words.volume,
  about: words.about.volume,
  rank: 4,
  group: null,
  value: (c) => c.volume24hCoin,
  format: compact,
}

const greek = (
  key: 'delta' | 'gamma' | 'vega' | 'theta',
  rank: ChainColumn['rank'],
  format: ChainColumn['format'],
): ChainColumn => ({
  key,
  label: words[key],
  about: words.about[key],
  rank,
  group: 'mark',
  value: (c) => c.greeks?.[key] ?? null,
  format,
  computed: byModel,
})

const premium = (key: 'bid' | 'ask' | 'mark', unit: PremiumUnit): ChainColumn => ({
  key,
  label: words[key],
  rank: key === 'mark' ? 2 : 1,
  value: (c) => (unit === 'coin' ? c[`${key}PriceCoin`] : c[`${key}PriceUsd`]),
  group: key === 'mark' ? 'mark' : 'quote',
  format: unit === 'coin' ? coinPremium : usdPremium,
  brief: unit === 'coin' ? briefCoinPremium : briefUsdPremium,
  ...(key === 'mark' ? {} : { strong: true, quote: (c: Cells) => c[`${key}PriceCoin`] }),
})

export interface ChainColumns {
  readonly calls: readonly ChainColumn[]
  readonly puts: readonly ChainColumn[]
}

/** Quotes stand beside the strike, bid left of ask on both sides; the rest is mirrored outwards. */
function priceColumns(unit: PremiumUnit): ChainColumns {
  const quotes = [bidIv, premium('bid', unit), premium('ask', unit), askIv]
  const outwards = [premium('mark', unit), markIv, openInterest, volume]
  return { calls: [...outwards.toReversed(), ...quotes], puts: [...quotes, ...outwards] }
}

const greekColumns: readonly ChainColumn[] = [
  markIv,
  greek('delta', 1, delta),
  greek('gamma', 2, gamma),
  greek('vega', 2, greekUsd),
  greek('theta', 1, greekUsd),
  openInterest,
]

/** Each is made once, so that a row sees that its columns are the same. */
const COLUMNS = {
  coin: priceColumns('coin'),
  usd: priceColumns('usd'),
  greeks: { calls: greekColumns.toReversed(), puts: greekColumns },
}

export const chainColumns = (view: ChainView, unit: PremiumUnit): ChainColumns =>
  view === 'greeks' ? COLUMNS.greeks : COLUMNS[unit]
