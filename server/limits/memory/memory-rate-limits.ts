import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Limit, Limits } from '../limits.js'
import type { Rate, RateLimits } from '../rate-limits.js'
import { networkOf, siteOf, sourcesOfSite, type Source } from '../source.js'

/** How many sources are counted separately in one window of time. Some strangers have millions of networks of 64 bits. */
const usualSources = 20_000

/** Rate limits in the memory of one process. */
export function memoryRateLimits(limits: Limits, maxSources = usualSources): RateLimits {
  const windows = {
    operations: windowsOf(limits.operationsPerSecond, 1, maxSources),
    health: windowsOf(limits.operationsPerSecond, 1, maxSources),
    writes: windowsOf(limits.writesPerMinute, 60, maxSources),
    accounts: windowsOf(limits.accountsPerHour, 3_600, maxSources),
    new_connections: windowsOf(limits.newConnectionsPerMinute, 60, maxSources),
  } satisfies Record<Rate, Windows>
  return {
    async take(rate, source, count) {
      try {
        await windows[rate][source.isLoopback ? 'loopback' : 'any'].consume(source, count)
        return null
      } catch (refused) {
        if (refused instanceof RateLimiterRes) return Math.max(1, refused.msBeforeNext)
        throw refused
      }
    },
  }
}

type Windows = Readonly<Record<keyof Limit, Window>>

function windowsOf({ any, loopback }: Limit, seconds: number, maxSources: number): Windows {
  return { any: new Window(any, seconds, maxSources), loopback: new Window(loopback, seconds, maxSources) }
}

/** Counts in windows of time. When too many sources came in a window, further ones count together with all of their provider. */
class Window {
  readonly #limiter: RateLimiterMemory
  readonly #sites: RateLimiterMemory
  readonly #ms: number
  readonly #maxSources: number
  readonly #sources = new Set<string>()
  #beganMs = Date.now()

  constructor(points: number, seconds: number, maxSources: number) {
    this.#limiter = new RateLimiterMemory({ points, duration: seconds })
    this.#sites = new RateLimiterMemory({ points: sourcesOfSite * points, duration: seconds })
    this.#ms = 1_000 * seconds
    this.#maxSources = maxSources
  }

  async consume(source: Source, count: number): Promise<void> {
    const isToldApart = this.#isToldApart(source)
    await this.#limiter.consume(isToldApart ? source.key : networkOf(source), count)
    const site = isToldApart ? siteOf(source) : null
    if (site !== null) await this.#sites.consume(site, count)
  }

  #isToldApart({ key }: Source): boolean {
    const sinceMs = Date.now() - this.#beganMs
    if (sinceMs >= this.#ms || sinceMs < 0) {
      this.#sources.clear()
      this.#beganMs = Date.now()
    }
    if (this.#sources.size < this.#maxSources) this.#sources.add(key)
    return this.#sources.has(key)
  }
}
