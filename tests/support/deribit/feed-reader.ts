import type { FeedStateEvent, MarketEvent } from '../../../server/domain/market-events.js'
import type { MarketFeed } from '../../../server/feeds/market-feed.js'
import { untruths } from './compare-event.js'
import type { ScriptedMarket } from './scripted-market.js'

type Wanted = (event: MarketEvent) => boolean

/** For what never comes: no machine is so busy that anything else takes as long. */
const patienceMs = 60_000

/** Reads a feed to its end, and holds everything it says against the market it speaks of. */
export class FeedReader implements AsyncDisposable {
  /** Everything said that never was true. */
  readonly wrong: string[] = []
  readonly states: FeedStateEvent[] = []
  /** What was spoken of, such as `index BTC`. */
  readonly topics = new Set<string>()
  /** How many values were published. */
  published = 0
  readonly #market: ScriptedMarket
  readonly #stop = new AbortController()
  readonly #done: Promise<void>
  readonly #waiting = new Set<(event: MarketEvent) => void>()

  constructor(feed: MarketFeed, market: ScriptedMarket) {
    this.#market = market
    this.#done = this.#read(feed)
  }

  get state(): FeedStateEvent['state'] | undefined {
    return this.states.at(-1)?.state
  }

  /** Resolves with the next event that is wanted; rejects, saying `what` was missed, after `withinMs`. */
  next(what: string, wanted: Wanted, withinMs = patienceMs): Promise<MarketEvent> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(look)
        reject(new Error(`no ${what} within ${withinMs} ms; states: ${JSON.stringify(this.states.slice(-4))}`))
      }, withinMs)
      const look = (event: MarketEvent) => {
        if (!wanted(event)) return
        clearTimeout(timer)
        this.#waiting.delete(look)
        resolve(event)
      }
      this.#waiting.add(look)
    })
  }

  /** Resolves when the feed is, or becomes, live. */
  async live(withinMs = patienceMs): Promise<void> {
    if (this.state !== 'LIVE') await this.next('LIVE', (event) => isState(event) && event.state === 'LIVE', withinMs)
  }

  /** Resolves when the feed is, or becomes, anything but live; ten seconds is what readers are promised. */
  async notLive(withinMs = 10_000): Promise<void> {
    if (this.state === 'LIVE') await this.next('loss', (event) => isState(event) && event.state !== 'LIVE', withinMs)
  }

  /** Resolves at the first event after which `holds`. */
  async until(what: string, holds: () => boolean, withinMs = patienceMs): Promise<void> {
    if (!holds()) await this.next(what, holds, withinMs)
  }

  /** Resolves when the iteration has ended. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort()
    await this.#done
  }

  async #read(feed: MarketFeed): Promise<void> {
    for await (const event of feed.events(this.#stop.signal)) {
      if (event.type === 'feed-state') this.states.push(event)
      else this.published += 1
      if ('currency' in event) this.topics.add(`${event.type} ${event.currency}`)
      this.wrong.push(...untruths(event, this.#market))
      for (const look of [...this.#waiting]) look(event)
    }
  }
}

function isState(event: MarketEvent): event is FeedStateEvent {
  return event.type === 'feed-state'
}
