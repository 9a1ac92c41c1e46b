/** For whom something is done. */
export interface Asker {
  /** An address or a user. */
  readonly source: string
  /** One of the connections of the source. */
  readonly connection: object
  /** Aborted when nobody waits for the result any more. */
  readonly signal: AbortSignal
  /** Called when what the asker waited for is there. What runs then, until it waits again, is the asker's. */
  readonly goesOn?: () => void
}

/** The asker left before the work began. */
export class NobodyWaits extends Error {
  override readonly name = 'NobodyWaits'
}

/** Too much waits already. This has to be asked again later. */
export class TooMuchWaits extends Error {
  override readonly name = 'TooMuchWaits'
  readonly allowed: number

  constructor(allowed: number) {
    super(`${allowed} pieces of work wait already`)
    this.allowed = allowed
  }
}
