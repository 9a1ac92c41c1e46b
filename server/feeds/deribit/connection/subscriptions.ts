import type { Clock } from '../../../lib/clock.js'
import type { FeedLog } from '../../feed-log.js'
import { maxChannels } from '../language/channels.js'
import type { DeribitRequest } from '../language/requests.js'
import { createNudge } from './nudge.js'
import type { Answer } from './pending-requests.js'
import type { DeribitTimings } from './timings.js'

export interface SubscriptionsOptions {
  readonly clock: Clock
  readonly log: FeedLog
  readonly timings: Pick<
    DeribitTimings,
    'subscribeGapMs' | 'subscribeRetryMs' | 'subscribeAttempts' | 'subscribeAgainMs'
  >
  request(request: DeribitRequest): Promise<Answer>
}

/** A channel that we asked for and did not get. */
interface Missed {
  readonly times: number
  readonly retryAtMs: number
  readonly reported: boolean
}

/**
 * Subscribes one connection to the wanted channels. The exchange leaves channels that it does not know out of its
 * answer and says nothing about them. So we compare every answer with its request. We ask again soon for what is
 * missing, then report it and ask every `subscribeAgainMs`. Until we got the first channel, we keep asking quickly. We
 * never ask for raw channels: they need a login, and a single one makes the whole call fail.
 */
export class Subscriptions {
  readonly #options: SubscriptionsOptions
  readonly #held = new Set<string>()
  /** Of those: the exchange says nothing on them. */
  readonly #silent = new Set<string>()
  readonly #missed = new Map<string, Missed>()
  readonly #nudge = createNudge()
  #wanted: ReadonlySet<string> = new Set()

  constructor(options: SubscriptionsOptions) {
    this.#options = options
  }

  /** Sets the wanted channels, the most important first. It takes effect soon. */
  want(channels: readonly string[]): void {
    this.#wanted = new Set(channels.filter((channel) => !channel.endsWith('.raw')).slice(0, maxChannels))
    for (const channel of this.#missed.keys()) if (!this.#wanted.has(channel)) this.#missed.delete(channel)
    this.#nudge.nudge()
  }

  /** The exchange dropped subscriptions and did not say which. We ask for all again. */
  startOver(): void {
    this.#held.clear()
    this.#silent.clear()
    this.#nudge.nudge()
  }

  /** These channels are silent. Unsubscribes and subscribes those that we hold, and answers which those are. */
  renew(channels: readonly string[]): readonly string[] {
    const held = channels.filter((channel) => this.#held.has(channel))
    for (const channel of held) this.#silent.add(channel)
    if (held.length > 0) this.#nudge.nudge()
    return held
  }

  /** Runs until aborted. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, timings } = this.#options
    while (!signal.aborted) {
      const call = this.#nextCall()
      if (call) {
        await call()
        await clock.sleep(timings.subscribeGapMs, signal)
      } else {
        await this.#nudge.wait(clock, this.#untilRetryMs(), signal)
      }
    }
  }

  /** Unsubscribes first, so that there is room for the new channels. */
  #nextCall(): (() => Promise<void>) | null {
    const unwanted = [...this.#held].filter((channel) => !this.#wanted.has(channel) || this.#silent.has(channel))
    if (unwanted.length > 0) return () => this.#unsubscribe(unwanted)
    const now = this.#options.clock.now()
    const due = [...this.#wanted].filter((channel) => {
      return !this.#held.has(channel) && (this.#missed.get(channel)?.retryAtMs ?? 0) <= now
    })
    return due.length > 0 ? () => this.#subscribe(due) : null
  }

  #untilRetryMs(): number {
    const next = Math.min(...[...this.#missed.values()].map(({ retryAtMs }) => retryAtMs))
    return Math.max(1, Math.min(next - this.#options.clock.now(), 3_600_000))
  }

  async #subscribe(channels: readonly string[]): Promise<void> {
    try {
      const { result } = await this.#options.request({ method: 'public/subscribe', params: { channels } })
      const given = new Set<unknown>(Array.isArray(result) ? result : [])
      for (const channel of channels) if (given.has(channel)) this.#hold(channel)
      this.#miss(
        channels.filter((channel) => !given.has(channel)),
        true,
      )
    } catch (error) {
      this.#options.log.warn({ error: String(error), channels: channels.length }, 'Deribit refused to subscribe')
      this.#miss(channels, false)
    }
  }

  #hold(channel: string): void {
    this.#held.add(channel)
    this.#missed.delete(channel)
  }

  /** `answered`: the exchange answered without these channels. A refused call says nothing about its channels. */
  #miss(channels: readonly string[], answered: boolean): void {
    const { clock, timings, log } = this.#options
    const news: string[] = []
    for (const channel of channels) {
      const before = this.#missed.get(channel)
      const times = this.#held.size === 0 ? 1 : (before?.times ?? 0) + 1
      const refused = answered && times >= timings.subscribeAttempts
      const retryMs = refused ? timings.subscribeAgainMs : timings.subscribeRetryMs * Math.min(times, 2)
      if (refused && !before?.reported) news.push(channel)
      this.#missed.set(channel, { times, retryAtMs: clock.now() + retryMs, reported: refused || !!before?.reported })
    }
    if (news.length > 0) log.warn({ channels: news }, 'Deribit does not give these channels')
  }

  async #unsubscribe(channels: readonly string[]): Promise<void> {
    for (const channel of channels) {
      this.#held.delete(channel)
      this.#silent.delete(channel)
    }
    try {
      await this.#options.request({ method: 'public/unsubscribe', params: { channels } })
    } catch (error) {
      this.#options.log.warn({ error: String(error), channels: channels.length }, 'Deribit refused to unsubscribe')
    }
  }
}
