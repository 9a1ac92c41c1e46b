/** Where a feed tells people what it does. */
export type FeedLog = (message: string, details?: Readonly<Record<string, unknown>>) => void

export const silent: FeedLog = () => {}
