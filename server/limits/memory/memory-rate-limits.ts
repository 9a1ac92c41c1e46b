import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Limit, Limits } from '../limits.js'
import type { Rate, RateLimits } from '../rate-limits.js'

/** What one process remembers. */
export function memoryRateLimits(limits: Limits): RateLimits {
  const windows = {
    operations: windowsOf(limits.operationsPerSecond, 1),
    writes: windowsOf(limits.writesPerMinute, 60),
    accounts: windowsOf(limits.accountsPerHour, 3_600),
  } satisfies Record<Rate, Windows>
  return {
    async take(rate, source, count) {
      try {
        await windows[rate][source.isLoopback ? 'loopback' : 'any'].consume(source.key, count)
        return null
      } catch (refused) {
        if (refused instanceof RateLimiterRes) return Math.max(1, refused.msBeforeNext)
        throw refused
      }
    },
  }
}

type Windows = Readonly<Record<keyof Limit, RateLimiterMemory>>

function windowsOf({ any, loopback }: Limit, seconds: number): Windows {
  return {
    any: new RateLimiterMemory({ points: any, duration: seconds }),
    loopback: new RateLimiterMemory({ points: loopback, duration: seconds }),
  }
}
