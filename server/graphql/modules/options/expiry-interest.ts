import type { UnixMs } from '../../../domain/units.js'
import type { Services } from '../../context.js'

/** One reader's interest in one expiry at a time, told to the feed. */
export class ExpiryInterest {
  readonly #services: Services
  readonly #currency: string
  #expiryMs: UnixMs | null = null
  #watch: Disposable | null = null

  constructor(services: Services, currency: string) {
    this.#services = services
    this.#currency = currency
  }

  /** Null: in none any more. */
  follow(expiryMs: UnixMs | null): void {
    if (this.#expiryMs === expiryMs) return
    const before = this.#watch
    this.#expiryMs = expiryMs
    this.#watch = expiryMs === null ? null : this.#services.watchExpiry(this.#currency, expiryMs)
    before?.[Symbol.dispose]()
  }
}
