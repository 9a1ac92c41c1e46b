import type { Logger } from '../lib/logger.js'

/** Where a feed tells people what it does. */
export type FeedLog = Pick<Logger, 'info' | 'warn'>

export const silentLog: FeedLog = { info() {}, warn() {} }
