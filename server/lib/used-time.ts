/** How much time somebody may use at once, and which part of the time in the long run. */
export interface Share {
  readonly burstMs: number
  readonly share: number
}

/** What somebody has used, less what the share has paid back since. */
export class UsedTime {
  readonly #share: Share
  readonly #now: () => number
  #usedMs = 0
  #atMs: number

  constructor(share: Share, now: () => number) {
    this.#share = share
    this.#now = now
    this.#atMs = now()
  }

  add(ms: number): void {
    this.#payBack()
    this.#usedMs += ms
  }

  /** How long it takes until the share has paid. */
  get debtMs(): number {
    this.#payBack()
    const { burstMs, share } = this.#share
    return Math.max(0, this.#usedMs - burstMs) / share
  }

  #payBack(): void {
    const nowMs = this.#now()
    this.#usedMs = Math.max(0, this.#usedMs - (nowMs - this.#atMs) * this.#share.share)
    this.#atMs = nowMs
  }
}
