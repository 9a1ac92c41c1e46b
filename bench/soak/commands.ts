/** What a soak server is told to do, each with one argument and one answer. */
export interface Commands {
  /** So many changes of the market at that pace; answers when the last one was said. */
  publish(order: { readonly count: number; readonly perSecond: number }): Promise<void>
  /** Changes of the market at that pace until it is told to stop. */
  keepPublishing(perSecond: number): void
  /** Decisions at that pace until it is told to stop. */
  keepDeciding(perSecond: number): void
  /** Ends both; answers when the last change was published. */
  stop(argument: null): Promise<void>
  figures(argument: null): Figures
  heapBytesAfterCollection(argument: null): Promise<number>
  /** Of all decisions, oldest first. */
  decisionIds(argument: null): Promise<readonly string[]>
}

export interface Figures {
  readonly rssBytes: number
  /** Since the server started. */
  readonly mostRssBytes: number
  readonly groups: number
  readonly members: number
  readonly sockets: number
  readonly conflated: number
  readonly closedAsSlow: number
  /** Attached to the bus. */
  readonly readers: number
  /** Timers that keep the process alive. */
  readonly timers: number
}

export interface Ask {
  readonly number: number
  readonly command: keyof Commands
  readonly argument: unknown
}

export interface Told {
  readonly number: number
  readonly answer: unknown
}

/** Milliseconds by a clock that all processes of the machine share. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6
}
