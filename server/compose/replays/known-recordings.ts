import { createHmac, randomBytes } from 'node:crypto'
import type { PlayableMarket } from '../../domain/replay.js'
import type { HistoryReader, KnownMarket, RecordedMarket } from '../../history/market-history.js'

/** How many holes of a recorded market are told. */
const holesTold = 20

/** The recorded markets, under ids for clients. */
export class KnownRecordings {
  readonly #current: RecordedMarket | null
  readonly #key = randomBytes(32)

  /** `current`: that of the feed, if it is recorded. */
  constructor(current: RecordedMarket | null) {
    this.#current = current
  }

  async list(history: HistoryReader): Promise<readonly PlayableMarket[]> {
    const known = await history.markets()
    return Promise.all(known.map((one) => this.#playable(history, one)))
  }

  /** The market of an id; null is that of the feed. Answers null when there is none. */
  async find(history: HistoryReader, id: string | null): Promise<RecordedMarket | null> {
    if (id === null) return this.#current
    const known = await history.markets()
    return known.find(({ market }) => this.idOf(market) === id)?.market ?? null
  }

  /**
   * The world of a simulated market is a hash of its seed. Whoever had it could try seeds that are easily guessed, and know the
   * future of the market. So clients get a hash with a key that nobody has.
   */
  idOf({ source, world }: RecordedMarket): string {
    if (this.isCurrent({ source, world })) return source
    if (source !== 'SIMULATED') return `${source}:${world}`
    return `${source}:${createHmac('sha256', this.#key).update(world).digest('hex').slice(0, 12)}`
  }

  async #playable(history: HistoryReader, { market, isImported, range }: KnownMarket): Promise<PlayableMarket> {
    return {
      ...range,
      id: this.idOf(market),
      source: market.source,
      name: isImported ? market.world : null,
      isCurrent: this.isCurrent(market),
      holes: await history.holes(market, range, holesTold),
    }
  }

  /** Whether it is that of the feed. */
  isCurrent({ source, world }: RecordedMarket): boolean {
    return source === this.#current?.source && world === this.#current.world
  }
}
