export interface TurnOptions {
  /** Milliseconds that only grow. */
  now(): number
  /** How much one source may use at once. */
  readonly burstMs: number
  /** Which part of the time one source may use in the long run. */
  readonly share: number
}

interface Account {
  /** What the source has used, less what its share has paid back since. */
  usedMs: number
  atMs: number
  readonly waiting: (() => void)[]
  isListed: boolean
}

/**
 * Gives the processor to many sources in turn. One piece of work begins in each turn of the event loop, at once if no
 * other waits: how long a piece takes is only known when it is done. A source that has used much waits besides, until its
 * share of the time has paid for it.
 */
export class FairTurns {
  readonly #options: TurnOptions
  readonly #accounts = new WeakMap<object, Account>()
  /** Sources that wait and may go on, in the order of their turns. */
  readonly #ready: Account[] = []
  /** Whether a piece of work has begun in this turn of the event loop. */
  #hasBegun = false
  #isDue = false

  constructor(options: TurnOptions) {
    this.#options = options
  }

  /** Resolves when the source may begin its next piece of work. Never, if it leaves before. */
  begin(source: object): Promise<void> | undefined {
    const account = this.#accountOf(source)
    if (!this.#hasBegun && account.waiting.length === 0 && this.#debtOf(account) === 0) {
      this.#hasBegun = true
      this.#schedule()
      return undefined
    }
    return new Promise((resolve) => {
      account.waiting.push(resolve)
      this.#list(account)
    })
  }

  /** Does work of the source and counts the time that it takes until it waits for something. */
  spend<T>(source: object, work: () => T): T {
    const startMs = this.#options.now()
    try {
      return work()
    } finally {
      this.spent(source, this.#options.now() - startMs)
    }
  }

  spent(source: object, ms: number): void {
    const account = this.#accountOf(source)
    this.#payBack(account)
    account.usedMs += ms
  }

  /** The source is gone: what it waits for never comes. */
  leave(source: object): void {
    const account = this.#accounts.get(source)
    if (account) account.waiting.length = 0
  }

  #accountOf(source: object): Account {
    const known = this.#accounts.get(source)
    if (known) return known
    const account: Account = { usedMs: 0, atMs: this.#options.now(), waiting: [], isListed: false }
    this.#accounts.set(source, account)
    return account
  }

  #payBack(account: Account): void {
    const nowMs = this.#options.now()
    account.usedMs = Math.max(0, account.usedMs - (nowMs - account.atMs) * this.#options.share)
    account.atMs = nowMs
  }

  /** How long the source must wait until its share has paid. */
  #debtOf(account: Account): number {
    this.#payBack(account)
    const { burstMs, share } = this.#options
    return Math.max(0, account.usedMs - burstMs) / share
  }

  #list(account: Account): void {
    if (account.isListed) return
    account.isListed = true
    const debtMs = this.#debtOf(account)
    if (debtMs > 0) setTimeout(() => this.#listReady(account), Math.ceil(debtMs)).unref()
    else this.#listReady(account)
  }

  #listReady(account: Account): void {
    this.#ready.push(account)
    this.#schedule()
  }

  #schedule(): void {
    if (this.#isDue) return
    this.#isDue = true
    setImmediate(() => this.#turn())
  }

  #turn(): void {
    this.#isDue = false
    const account = this.#ready.shift()
    this.#hasBegun = account !== undefined
    if (!account) return
    account.isListed = false
    account.waiting.shift()?.()
    if (account.waiting.length > 0) this.#list(account)
    this.#schedule()
  }
}
