import type { PlayableMarket } from '../../domain/replay.js'
import type { HistoryReader, KnownMarket, RecordedMarket } from '../../history/market-history.js'
import { recordingId } from '../../history/recording-id.js'

/** How many holes of a recorded market are told. */
const holesTold = 20

/** The recorded markets, by their ids. */
export class KnownRecordings {
  readonly #current: RecordedMarket | null

  /** `current`: that of the feed, if it is recorded. */
  constructor(current: RecordedMarket | null) {
    this.#current = current
  }

  async list(history: HistoryReader): Promise<readonly PlayableMarket[]> {
    const known = await history.markets()
    return Promise.all(known.map((one) => this.#playable(history, one)))
  }

  /** The market of an id; null is that of the feed. Answers null when nothing is recorded of it. */
  async find(history: HistoryReader, id: string | null): Promise<KnownMarket | null> {
    const known = await history.markets()
    const isWished = (one: KnownMarket) => (id === null ? this.isCurrent(one.market) : recordingId(one) === id)
    return known.find(isWished) ?? null
  }

  async #playable(history: HistoryReader, known: KnownMarket): Promise<PlayableMarket> {
    const { market, isImported, range } = known
    return {
      ...range,
      id: recordingId(known),
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
