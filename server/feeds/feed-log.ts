import type { Logger } from '../lib/logger.js'

/** Where a feed writes what it does, for people. */
export type FeedLog = Pick<Logger, 'info' | 'warn'>

export const silentLog: FeedLog = { info() {}, warn() {} }
