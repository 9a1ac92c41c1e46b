import type { FeedLog } from '../feed-log.js'
import type { Ignore } from './language/readings.js'

/** Logs the first of each kind of thing that the mapper left out; a venue that changes would repeat it for ever. */
export function logIgnored(log: FeedLog, most = 200): Ignore {
  const told = new Set<string>()
  return (reason, what) => {
    const kind = `${reason} ${what}`
    if (told.has(kind) || told.size >= most) return
    told.add(kind)
    log.warn({ reason, what }, 'Left out of what Deribit sent')
  }
}
