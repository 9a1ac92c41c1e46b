import { msPerMinute } from '../../domain/units.js'
import { nameOf, type Moment, type Moments } from '../../graphql/moments.js'
import type { TimelineParts } from '../../graphql/timeline.js'
import type { Asker } from '../../lib/asker.js'
import { FairCache } from '../../lib/fair-cache.js'
import { restOf } from '../../lib/in-slices.js'
import { readRecorded } from '../read-recorded.js'
import { accountsAt, type AccountsAtParts } from './accounts-at.js'
import { marketAt, type MarketAtParts } from './market-at.js'
import { recordedAt, type PlayableAt, type RecordedParts } from './recorded-at.js'

export interface MomentParts extends RecordedParts, MarketAtParts, AccountsAtParts {
  readonly onRefused: () => void
}

/** What moments have together. A market with all options of two currencies takes some 10 MB, an account some 10 KB. */
const maxBytes = 40_000_000
const idleMs = msPerMinute
/** How many moments are held by operations that had to wait for one. */
const mostHeld = 4
const maxWaiting = 200
const maxWaitingOfConnection = 10

interface MadeMoment extends TimelineParts {
  readonly bytes: number
}

/** What was at times of the past, made when it is asked for. */
export function openMoments(parts: MomentParts): Moments {
  const { onRefused } = parts
  const bounds = { atOnce: mostHeld, maxWaiting, maxWaitingOfConnection, onRefused }
  const made = new FairCache<MadeMoment>({ maxBytes, idleMs, bytesOf: ({ bytes }) => bytes, ...bounds })
  return {
    reading(moments, work, asker) {
      const wishes = moments.map((moment) => [nameOf(moment), () => momentOf(moment, parts, asker)] as const)
      return made.work(new Map(wishes), work, asker)
    },
  }
}

async function momentOf(moment: Moment, parts: MomentParts, asker?: Asker): Promise<MadeMoment> {
  const { atMs } = moment
  const recorded = await recordedAt(atMs, parts)
  const rest = async () => {
    await restOf(1)
    asker?.goesOn?.()
  }
  const { range } = recorded
  return readRecorded({ atMs, range, log: parts.log }, () => madeOf(moment, { ...recorded, rest }, parts))
}

/** About what a market takes for each option that is listed, once somebody has read all chains. */
const optionBytes = 4_000

async function madeOf(moment: Moment, recorded: PlayableAt, parts: MomentParts): Promise<MadeMoment> {
  if (moment.kind === 'ACCOUNTS') {
    const accounts = await accountsAt(moment, recorded, parts)
    return { market: null, accounts, bytes: accounts.bytes }
  }
  const market = await marketAt(moment, recorded, parts)
  const options = parts.feed.currencies.map((currency) => market.market.instruments(currency)?.instruments.size ?? 0)
  return { market, accounts: null, bytes: optionBytes * options.reduce((sum, count) => sum + count, 1) }
}
