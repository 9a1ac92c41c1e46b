import type { Log } from '../lib/logger.js'

/** Where a feed tells people what it does. */
export type FeedLog = Pick<Log, 'info' | 'warn'>

export const silentLog: FeedLog = { info() {}, warn() {} }
