import { parseConfig } from '../../server/config/config.js'
import { TrustedProxies } from '../../server/edge/trusted-proxies.js'
import { createLogger, type Logger } from '../../server/lib/logger.js'
import { Admission } from '../../server/limits/admission.js'
import { memoryRateLimits } from '../../server/limits/memory/memory-rate-limits.js'
import { StreamCounts } from '../../server/metrics/stream-counts.js'
import { StallWatch } from '../../server/transport/links/stall-watch.js'

/** Limits as settings say them, without a server. */
export function admissionFor(
  env: Record<string, string> = {},
  counts = new StreamCounts(),
  log: Pick<Logger, 'info'> = createLogger('silent', false),
): Admission {
  const { limits } = parseConfig(env)
  return new Admission({ limits, rates: memoryRateLimits(limits), counts, log })
}

/** What servers need to keep strangers within the usual limits. */
export function usualAdmission() {
  const admission = admissionFor()
  return { admission, stalls: new StallWatch(admission.unread), proxies: new TrustedProxies([]) }
}
